import { IConstruct } from 'constructs';
import { CostSheet } from '../../lib';

/** Of AWS: a month has 730 hours. */
const DAYS = 730 / 24;

/** What something costs in a day. */
export interface DailyCost {
  readonly name: string;
  /** US dollars a day before anybody uses anything. */
  readonly daily: number;
  /** US dollars a month, the same way. */
  readonly monthly: number;
  /** What use adds, in words. */
  readonly byUse: string[];
}

/** What everything below a construct costs in a day. */
export function dailyCost(name: string, scope: IConstruct): DailyCost {
  const { monthlyFloor: monthly, byUse } = CostSheet.of(scope);
  return { name, daily: monthly / DAYS, monthly, byUse };
}

/** The costs as rows of a table. What use adds is named once, where it is first added: each is meant to hold what those above it hold. */
export function dailyCostTable(costs: readonly DailyCost[]): string {
  return [
    '| profile | USD a day before anything is used | USD a month | what use adds |', '|---|---|---|---|',
    ...costs.map(({ name, daily, monthly, byUse }, index) => {
      const known = new Set(costs.slice(0, index).flatMap((cost) => cost.byUse));
      const added = byUse.filter((item) => !known.has(item));
      const above = index > 0 && byUse.some((item) => known.has(item)) ? ['what is above'] : [];
      return `| \`${name}\` | ${daily.toFixed(2)} | ${monthly.toFixed(2)} | ${[...above, ...added].join('<br>') || 'nothing'} |`;
    }),
  ].join('\n');
}
