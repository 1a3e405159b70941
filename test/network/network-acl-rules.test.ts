import * as fc from 'fast-check';
import { aclEntries, AclEntry, AclRule } from '../../lib/network/network-acl-rules';
import { TransportProtocol } from '../../lib/network/transport-protocol';
import { AddressBlock } from '../../lib/private/address-block';
import { within } from './within';

const block = (text: string) => AddressBlock.parse(text)!;
const rule = (cidr: string, fromPort: number, toPort = fromPort, protocol = TransportProtocol.TCP): AclRule => ({ block: block(cidr), protocol, fromPort, toPort });
const shown = (entries: AclEntry[]) => entries.map(({ action, block: cidr, protocol, fromPort, toPort }) =>
  [action, cidr.toString(), ...protocol ? [protocol, fromPort === toPort ? `${fromPort}` : `${fromPort}-${toPort}`] : []].join(' '));
const allowed = (...rules: AclRule[]) => shown(aclEntries(rules, [], true)).sort();

/** What a network ACL does with a packet: the entry with the lowest number decides, and where none is about it, it is denied. */
function passes(entries: AclEntry[], address: string, port: number, protocol = TransportProtocol.TCP): boolean {
  const found = [...entries].sort((a, b) => a.ruleNumber - b.ruleNumber).find((entry) => within(address, entry.block.toString())
    && (!entry.protocol || (entry.protocol === protocol && entry.fromPort! <= port && port <= entry.toPort!)));
  return found?.action === 'allow';
}

describe('the entries of a network ACL', () => {
  it('are merged where the traffic stays the same', () => {
    expect(allowed(rule('10.0.0.0/19', 443), rule('10.0.0.0/19', 443))).toEqual(['allow 10.0.0.0/19 tcp 443']);
    expect(allowed(rule('10.0.0.0/19', 443), rule('10.0.0.0/19', 444, 450), rule('10.0.0.0/19', 448, 500))).toEqual(['allow 10.0.0.0/19 tcp 443-500']);
    expect(allowed(rule('10.0.0.0/19', 443), rule('10.0.32.0/19', 443))).toEqual(['allow 10.0.0.0/18 tcp 443']);
    expect(allowed(rule('10.0.0.0/16', 1024, 65535), rule('10.0.32.0/19', 5432))).toEqual(['allow 10.0.0.0/16 tcp 1024-65535']);
    expect(allowed(...[0, 1, 2, 3].map((n) => rule(`198.51.100.${64 * n}/26`, 443)))).toEqual(['allow 198.51.100.0/24 tcp 443']);
  });

  it('stay apart where a merger would let more through', () => {
    expect(allowed(rule('10.0.0.0/19', 443), rule('10.0.0.0/19', 445))).toHaveLength(2);
    expect(allowed(rule('10.0.32.0/19', 443), rule('10.0.64.0/19', 443))).toHaveLength(2);
    expect(allowed(rule('10.0.0.0/19', 443), rule('10.0.32.0/19', 444))).toHaveLength(2);
    expect(allowed(rule('10.0.0.0/19', 53), rule('10.0.0.0/19', 53, 53, TransportProtocol.UDP))).toHaveLength(2);
  });

  it('let exactly the packets through that the rules do, whatever the rules', () => {
    const cidr = fc.constantFrom('10.0.0.0/18', '10.0.0.0/19', '10.0.32.0/19', '10.0.64.0/19', '10.0.64.0/18', '198.51.100.0/25', '198.51.100.128/25', '198.51.100.0/24');
    const ports = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 5 }));
    const rules = fc.array(fc.tuple(cidr, ports, fc.constantFrom(TransportProtocol.TCP, TransportProtocol.UDP)), { maxLength: 12 });
    const addresses = ['10.0.0.1', '10.0.40.1', '10.0.65.1', '10.0.100.1', '198.51.100.3', '198.51.100.200', '8.8.8.8'];
    fc.assert(fc.property(rules, (drawn) => {
      const declared = drawn.map(([text, [from, more], protocol]) => rule(text, from, from + more, protocol));
      const entries = aclEntries(declared, [block('10.0.0.0/16')], true);
      expect(new Set(entries.map(({ ruleNumber }) => ruleNumber)).size).toBe(entries.length);
      const wrong = addresses.flatMap((address) => Array.from({ length: 36 }, (_, port) => port + 1).filter((port) => {
        const meant = declared.some((one) => one.protocol === 'tcp' && within(address, one.block.toString()) && one.fromPort <= port && port <= one.toPort);
        return passes(entries, address, port) !== meant;
      }));
      expect(wrong).toEqual([]);
    }), { seed: 1, numRuns: 200 });
  });

  it('keep the network, what is connected to it, and administration ports out of what everybody may', () => {
    const entries = aclEntries([rule('0.0.0.0/0', 1, 65535), rule('10.0.32.0/19', 443)], [block('10.0.0.0/16'), block('172.20.0.0/16')], true);

    expect(['10.0.32.9', '203.0.113.7'].map((address) => passes(entries, address, 443))).toEqual([true, true]);
    expect(['10.0.64.9', '172.20.1.1'].map((address) => passes(entries, address, 443))).toEqual([false, false]);
    expect([22, 3389].map((port) => passes(entries, '203.0.113.7', port))).toEqual([false, false]);
    expect(passes(aclEntries([rule('0.0.0.0/0', 1, 65535)], [], false), '203.0.113.7', 22)).toBe(true);
  });

  it('let a named peer at an administration port, though everybody\'s answers come in and everybody else is denied there', () => {
    const entries = aclEntries([rule('0.0.0.0/0', 1024, 65535), rule('198.51.100.0/24', 3389)], [], true);

    expect(passes(entries, '198.51.100.9', 3389)).toBe(true);
    expect(passes(entries, '203.0.113.7', 3389)).toBe(false);
    expect(passes(entries, '203.0.113.7', 3390)).toBe(true);
  });

  it('have no denials where everybody is let through nowhere', () => {
    expect(shown(aclEntries([rule('10.0.32.0/19', 3389)], [block('10.0.0.0/16')], true))).toEqual(['allow 10.0.32.0/19 tcp 3389']);
  });

  it('keep their numbers when others come and go', () => {
    const numbers = (...rules: AclRule[]) => Object.fromEntries(aclEntries(rules, [], true).map((entry) => [shown([entry])[0], entry.ruleNumber]));
    const all = numbers(rule('10.0.0.0/19', 443), rule('10.0.64.0/19', 5432), rule('0.0.0.0/0', 443));

    expect(all).toMatchObject(numbers(rule('10.0.64.0/19', 5432)));
    expect(all).toMatchObject(numbers(rule('0.0.0.0/0', 443), rule('10.0.0.0/19', 443)));
    expect(Math.max(...Object.values(all))).toBeLessThanOrEqual(32_766);
  });
});
