import { App, Stack } from 'aws-cdk-lib';
import { CostSheet, InternetEgress, TieredVpc } from '../../lib';

/** A way from private tiers to the internet, with what it costs. */
export interface WayOut {
  readonly name: string;
  /** US dollars a month before anybody uses it. */
  readonly monthly: number;
  /** What is paid for. */
  readonly madeOf: string[];
}

/** Every way out, the dearest first, in a network of so many zones. */
export function waysOut(zones: number): WayOut[] {
  return [InternetEgress.natPerZone(), InternetEgress.singleNat(), InternetEgress.natInstance(), InternetEgress.none()].map((internetEgress) => {
    const vpc = new TieredVpc(new Stack(new App(), 'Network'), 'Vpc', { internetEgress, availabilityZones: zones });
    const { monthlyFloor, lines } = CostSheet.of(vpc.node.findChild('Internet'));
    return { name: internetEgress.name, monthly: monthlyFloor, madeOf: lines.map(({ count, item }) => `${count} × ${item.split(',')[0]}`) };
  });
}

/** The same as rows of a table. */
export function waysOutTable(zones = 2): string {
  return [
    `| way out | USD a month with ${zones} zones | made up of |`, '|---|---|---|',
    ...waysOut(zones).map(({ name, monthly, madeOf }) => `| \`${name}\` | ${monthly.toFixed(2)} | ${madeOf.join(', ') || 'nothing'} |`),
  ].join('\n');
}
