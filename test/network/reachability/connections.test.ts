import * as fc from 'fast-check';
import { TransportProtocol } from '../../../lib/network/transport-protocol';
import { ref, TemplateBuilder } from './templates';

interface Entry { readonly way: string; readonly action: string; readonly block: string; readonly from: number; readonly to: number }
interface Rule { readonly way: string; readonly peer: string; readonly from: number; readonly to: number }
interface Firewalls { readonly entries: Entry[]; readonly rules: Rule[] }
type Network = Record<string, Firewalls>;

/** A host in each tier, and two addresses outside. The first tier is at the internet gateway, the second behind NAT in the first. */
const HOSTS: Record<string, string> = { gate: '10.0.0.5', inner: '10.0.1.5', shut: '10.0.2.5', office: '198.51.100.7', world: '8.8.8.8' };
const TIERS = ['gate', 'inner', 'shut'];
const BLOCKS: Record<string, string[]> = {
  '0.0.0.0/0': Object.keys(HOSTS), '10.0.0.0/16': TIERS, '10.0.0.0/23': ['gate', 'inner'], '10.0.2.0/24': ['shut'], '10.0.1.0/24': ['inner'], '198.51.100.0/24': ['office'],
};
const PORTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 60000];

const ports = { from: fc.integer({ min: 0, max: 4 }), to: fc.constantFrom(4, 6, 7, 65535) };
const way = fc.constantFrom('in', 'out');
const firewalls = fc.record({
  entries: fc.array(fc.record({ way, action: fc.constantFrom('allow', 'allow', 'allow', 'deny'), block: fc.constantFrom(...Object.keys(BLOCKS)), ...ports }), { minLength: 3, maxLength: 9 }),
  rules: fc.array(fc.record({ way, peer: fc.constantFrom('0.0.0.0/0', '10.0.0.0/16', '198.51.100.0/24', '@gate', '@inner', '@shut'), ...ports }), { minLength: 2, maxLength: 6 }),
});
const network: fc.Arbitrary<Network> = fc.record({ gate: firewalls, inner: firewalls, shut: firewalls });

function build(of: Network): TemplateBuilder {
  const template = new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').gateway('Vpc');
  TIERS.forEach((tier, index) => {
    const name = tier.charAt(0).toUpperCase() + tier.slice(1);
    const rules = of[tier].rules.map(({ way: heading, peer, from, to }) => `${heading} tcp ${from}-${to} ${peer}`);
    template.table(`${name}Table`, 'Vpc').subnet(`${name}Subnet`, 'Vpc', `10.0.${index}.0/24`, tier)
      .acl(`${name}Acl`, 'Vpc', ...of[tier].entries.map(({ way: heading, action, block, from, to }, number) => `${heading} ${number + 1} ${action} ${block} tcp ${from}-${to}`))
      .group(tier, 'Vpc', undefined, 'out tcp 9-9 192.0.2.1/32', ...rules)
      .add(`${name}Host`, 'EC2::Instance', { SubnetId: ref(`${name}Subnet`), SecurityGroupIds: [ref(tier)] });
  });
  return template.route('GateRoute', 'GateTable', '0.0.0.0/0', { GatewayId: ref('Igw') })
    .add('Nat', 'EC2::NatGateway', { SubnetId: ref('GateSubnet') }).route('InnerRoute', 'InnerTable', '0.0.0.0/0', { NatGatewayId: ref('Nat') });
}

/** The oracle: sends packets, one at a time. */
function connects(of: Network, from: string, to: string, port: number): boolean {
  const passes = (tier: string, heading: string, peer: string, to_: number) => !TIERS.includes(tier)
    || of[tier].entries.find((entry) => entry.way === heading && BLOCKS[entry.block].includes(peer) && entry.from <= to_ && to_ <= entry.to)?.action === 'allow';
  const lets = (tier: string, heading: string, peer: string) => !TIERS.includes(tier) || of[tier].rules.some((one) => one.way === heading
    && one.from <= port && port <= one.to && (one.peer.startsWith('@') ? one.peer === `@${peer}` : BLOCKS[one.peer].includes(peer)));
  const client = (answers: (port: number) => boolean) => PORTS.some(answers);
  if (!lets(from, 'out', to) || !lets(to, 'in', from) || !passes(from, 'out', to, port) || !passes(to, 'in', from, port)) {
    return false;
  }
  if (TIERS.includes(from) && TIERS.includes(to) || [from, to].includes('gate')) {
    return client((answer) => passes(to, 'out', from, answer) && passes(from, 'in', to, answer));
  }
  return from === 'inner' && passes('gate', 'in', 'inner', port) && passes('gate', 'out', to, port) && client((answer) => passes('gate', 'in', to, answer))
    && client((answer) => passes('gate', 'out', 'inner', answer) && passes('inner', 'in', to, answer));
}

describe('a random network', () => {
  test('lets through what packets sent one at a time get through, and nothing else', () => {
    const seen = { open: 0, shut: 0, nat: 0, inbound: 0 };
    fc.assert(fc.property(network, (of) => {
      const analysis = build(of).analyze();
      const wrong: string[] = [];
      const name = (host: string) => TIERS.includes(host) ? `${host.charAt(0).toUpperCase()}${host.slice(1)}Host` : HOSTS[host];
      for (const from of Object.keys(HOSTS)) {
        for (const to of Object.keys(HOSTS).filter((other) => other !== from && (TIERS.includes(from) || TIERS.includes(other)))) {
          for (const port of PORTS) {
            const expected = connects(of, from, to, port);
            let found = false;
            try {
              analysis.cannotReach(name(from), name(to), port, TransportProtocol.TCP);
            } catch (error) {
              found = (error as Error).message.includes('can reach');
            }
            wrong.push(...found === expected ? [] : [`${from} to ${to} on ${port}: ${found ? 'let through' : 'stopped'}`]);
            seen[expected ? 'open' : 'shut']++;
            seen.nat += expected && from === 'inner' && !TIERS.includes(to) ? 1 : 0;
            seen.inbound += expected && !TIERS.includes(from) ? 1 : 0;
          }
        }
      }
      expect(wrong).toEqual([]);
    }), { numRuns: 150, seed: 4 });
    // Of each kind there were enough to tell.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });

  test('in which one rule was reversed is told from the one before, wherever packets can tell', () => {
    fc.assert(fc.property(network, fc.constantFrom(...TIERS), fc.nat(), (of, tier, at) => {
      const entries = of[tier].entries;
      const mutated = { ...of, [tier]: { ...of[tier], entries: entries.map((entry, index) => index === at % entries.length ? { ...entry, action: entry.action === 'allow' ? 'deny' : 'allow' } : entry) } };
      const pairs = Object.keys(HOSTS).flatMap((from) => Object.keys(HOSTS).filter((to) => to !== from && (TIERS.includes(from) || TIERS.includes(to))).map((to) => [from, to]));
      const differs = pairs.some(([from, to]) => PORTS.some((port) => connects(of, from, to, port) !== connects(mutated, from, to, port)));
      const matrix = (one: Network) => JSON.stringify(build(one).analyze().connections());
      expect(matrix(of) !== matrix(mutated) || !differs).toBe(true);
    }), { numRuns: 150, seed: 5 });
  });
});
