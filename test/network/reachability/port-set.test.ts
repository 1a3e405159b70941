import * as fc from 'fast-check';
import { PortSet } from '../../../lib/network/reachability/port-set';

const ranges = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), { maxLength: 6 })
  // The upper end of the ports too, where complements begin and end.
  .map((pairs) => pairs.map(([from, to], index): [number, number] => index % 2 ? [from, to] : [65535 - to, 65535 - from]));
const PORTS = [...Array.from({ length: 62 }, (_, port) => port), ...Array.from({ length: 62 }, (_, port) => 65535 - port)];

function set(pairs: [number, number][]): PortSet {
  return pairs.reduce((all, [from, to]) => all.union(PortSet.range(from, to)), PortSet.NONE);
}

/** The oracle: asks every port, one by one. */
function holds(pairs: [number, number][], port: number): boolean {
  return pairs.some(([from, to]) => from <= port && port <= to);
}

describe('a set of ports', () => {
  test('is united, intersected and subtracted as if port by port', () => {
    fc.assert(fc.property(ranges, ranges, (a, b) => {
      const [mine, theirs] = [set(a), set(b)];
      for (const port of PORTS) {
        const [inMine, inTheirs] = [holds(a, port), holds(b, port)];
        expect([mine, mine.union(theirs), mine.intersect(theirs), mine.subtract(theirs)].map((result) => holds(result.ranges(), port)))
          .toEqual([inMine, inMine || inTheirs, inMine && inTheirs, inMine && !inTheirs]);
      }
      expect(mine.isEmpty).toBe(PORTS.every((port) => !holds(a, port)));
    }), { seed: 1, numRuns: 300 });
  });

  test('keeps its ranges apart, sorted and as wide as they can be', () => {
    fc.assert(fc.property(ranges, ranges, (a, b) => {
      for (const result of [set(a).union(set(b)), set(a).intersect(set(b)), set(a).subtract(set(b))]) {
        result.ranges().forEach(([from, to], index, all) => {
          expect(from).toBeLessThanOrEqual(to);
          expect(index === 0 || all[index - 1][1] + 1 < from).toBe(true);
        });
      }
    }), { seed: 1 });
  });

  test('reads as ranges', () => {
    expect(set([[22, 22], [8000, 8080], [8081, 8090]]).toString()).toBe('22, 8000-8090');
    expect(PortSet.range(-1, 70000)).toBe(PortSet.ALL);
    expect(PortSet.ALL.toString()).toBe('all ports');
    expect(PortSet.range(252, 86).isEmpty).toBe(true);
    expect(PortSet.range(1, 65535).union(PortSet.range(0, 0))).toBe(PortSet.ALL);
  });
});
