import * as fc from 'fast-check';
import { Ipv4Block } from '../../lib/private/ipv4-block';

const block = (text: string) => Ipv4Block.parse(text)!;

describe('Ipv4Block', () => {
  it.each(['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '192.168.1.128/25', '255.255.255.255/32'])('reads %s and writes it the same way', (text) => {
    expect(block(text).toString()).toBe(text);
  });

  it.each([
    '', '10.0.0.0', '10.0.0.0/33', '10.0.0.256/32', '10.0.0/24', '10.0.0.0/-1', '10.0.0.1/24', '10.0.0.0/7x', ' 10.0.0.0/8', '2001:db8::/32', '1/8',
  ])('does not take %j for a block', (text) => {
    expect(Ipv4Block.parse(text)).toBeUndefined();
  });

  it.each([undefined, null, 42, {}])('does not take %p for a block', (value) => {
    expect(Ipv4Block.parse(value)).toBeUndefined();
  });

  it('cuts itself into equal parts that follow each other', () => {
    expect([0, 1, 5, 15].map((index) => block('10.1.0.0/16').part(20, index).toString()))
      .toEqual(['10.1.0.0/20', '10.1.16.0/20', '10.1.80.0/20', '10.1.240.0/20']);
  });

  it('contains itself and its parts, and neither its surroundings nor its neighbours', () => {
    const middle = block('10.0.4.0/22');
    expect(['10.0.4.0/22', '10.0.7.255/32', '10.0.6.0/24'].map((text) => middle.contains(block(text)))).toEqual([true, true, true]);
    expect(['10.0.0.0/16', '10.0.8.0/22', '10.0.3.255/32', '10.0.0.0/22', '0.0.0.0/0'].map((text) => middle.contains(block(text))))
      .toEqual([false, false, false, false, false]);
  });

  it('works in the upper half of the addresses too', () => {
    expect(block('192.0.0.0/2').part(4, 3).toString()).toBe('240.0.0.0/4');
    expect(block('0.0.0.0/0').contains(block('255.255.255.255/32'))).toBe(true);
  });

  it('contains each of its parts and keeps them apart, whatever the block', () => {
    const cut = fc.integer({ min: 0, max: 28 }).chain((prefix) => fc.record({
      prefix: fc.constant(prefix),
      address: fc.integer({ min: 0, max: 2 ** prefix - 1 }),
      one: fc.integer({ min: 0, max: 15 }),
      other: fc.integer({ min: 0, max: 15 }),
    }));
    fc.assert(fc.property(cut, ({ prefix, address, one, other }) => {
      const whole = block('0.0.0.0/0').part(prefix, address);
      const [a, b] = [whole.part(prefix + 4, one), whole.part(prefix + 4, other)];
      expect(whole.contains(a)).toBe(true);
      expect(a.contains(b)).toBe(one === other);
      expect(Ipv4Block.parse(a.toString())?.toString()).toBe(a.toString());
    }));
  });
});
