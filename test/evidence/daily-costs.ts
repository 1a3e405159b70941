import { IConstruct } from 'constructs';
import { CostSheet } from '../../lib';
import { Rate } from '../../lib/private/rate';

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
  /** What use adds, in figures as far as there are any. */
  readonly usage: { readonly item: string; readonly rates?: readonly Rate[] }[];
}

/** What everything below a construct costs in a day. */
export function dailyCost(name: string, scope: IConstruct): DailyCost {
  const { monthlyFloor: monthly, byUse, _usage: usage } = CostSheet.of(scope);
  return { name, daily: monthly / DAYS, monthly, byUse, usage };
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

/** What is used on a day, or there all month, by what it is charged for. */
export type Used = Record<string, number>;

/** US dollars a day for what is used, by what is paid for: undefined where there are no figures. */
function dailyUse({ usage }: DailyCost, used: Used): Map<string, number | undefined> {
  return new Map(usage.map(({ item, rates }) => [item.split(':')[0], rates?.reduce((sum, { usd, per, monthly }) => {
    if (used[per] === undefined) {
      throw new Error(`nothing is said of how much is used of: ${per}`);
    }
    return sum + usd * used[per] / (monthly ? DAYS : 1);
  }, 0)]));
}

/** What an account pays on a day in each profile, for what is there and for what is used. What has no figure is named below. */
export function dailyUseTable(costs: readonly DailyCost[], used: readonly Used[]): string {
  const uses = costs.map((cost, index) => dailyUse(cost, used[index]));
  const items = [...new Set(uses.flatMap((use) => [...use.keys()]))];
  const counted = items.filter((item) => uses.some((use) => use.get(item) !== undefined));
  const total = (index: number) => costs[index].daily + [...uses[index].values()].reduce<number>((sum, each) => sum + (each ?? 0), 0);
  const row = (what: string, values: (number | undefined)[]) => `| ${what} | ${values.map((value) => value?.toFixed(2) ?? '').join(' | ')} |`;
  return [
    `| USD a day | ${costs.map(({ name }) => `\`${name}\``).join(' | ')} |`,
    `|---|${'---|'.repeat(costs.length)}`,
    row('what is there, before anything is used', costs.map(({ daily }) => daily)),
    ...counted.map((item) => row(item, uses.map((use) => use.get(item)))),
    row('**together**', costs.map((_, index) => total(index))),
    '',
    `Not counted: ${items.filter((item) => !counted.includes(item)).join('; ')}.`,
  ].join('\n');
}
