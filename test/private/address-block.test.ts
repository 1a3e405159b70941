import { Fn, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { AddressBlock, ANYWHERE } from '../../lib/private/address-block';

const block = (text: string) => AddressBlock.parse(text)!;
const part = (whole: AddressBlock, prefix: number, index: number) => whole.part(prefix, index)!;

describe('AddressBlock', () => {
  it.each([
    '0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '192.168.1.128/25', '255.255.255.255/32', '::/0', '2001:db8::/32', '2001:db8:0:1::/64', 'fd00::1/128',
  ])('reads %s and writes it the same way', (text) => {
    expect(block(text).toString()).toBe(text);
  });

  it.each([
    '', '10.0.0.0', '10.0.0.0/33', '10.0.0.256/32', '10.0.0/24', '10.0.0.0/-1', '10.0.0.1/24', '10.0.0.0/7x', ' 10.0.0.0/8', '1/8', '010.0.0.0/8', '10.0.0.0/08',
    '2001:db8::/129', '2001:db8::1/32', '2001::db8::/32', '2001:db8/32', '1:2:3:4:5:6:7:8:9/128', '1:2:3:4:5:6:7::8/128', 'xyz::/16', '10.0.0.0/8/8',
  ])('does not take %j for a block', (text) => {
    expect(AddressBlock.parse(text)).toBeUndefined();
  });

  it.each([undefined, null, 42, {}])('does not take %p for a block', (value) => {
    expect(AddressBlock.parse(value)).toBeUndefined();
  });

  it.each([
    ['2001:DB8::/32', '2001:db8::/32'], ['2001:0db8:0:0::/64', '2001:db8::/64'], ['2001:db8:0:0:1:0:0:1/128', '2001:db8::1:0:0:1/128'],
    ['2001:0:0:1::/64', '2001:0:0:1::/64'], ['2001:0:0:1:0:0:0:1/128', '2001:0:0:1::1/128'], ['1:0:2:3:4:5:6:7/128', '1:0:2:3:4:5:6:7/128'],
  ])('writes %s as RFC 5952 says', (text, canonical) => {
    expect(block(text).toString()).toBe(canonical);
  });

  it.each([
    ['10.0.0.0/16', '10.0.0.0/16'], ['192.0.2.7', '192.0.2.7/32'], ['255.255.255.255', '255.255.255.255/32'], ['100.68.0.18/18', '100.68.0.0/18'],
    ['0.0.0.0/0', '0.0.0.0/0'], ['10.1.2.3/0', '0.0.0.0/0'], ['::1', '::1/128'], ['fe80::', 'fe80::/128'], ['2001:DB8:ff::5/48', '2001:db8:ff::/48'],
    ['1:2:3:4:5:6:7:8/112', '1:2:3:4:5:6:7:0/112'],
  ])('is found around the addresses of %s, with what lies after the prefix dropped', (text, canonical) => {
    expect(AddressBlock.around(text)?.toString()).toBe(canonical);
    expect(AddressBlock.around(text)?.first).toBe(block(canonical).first);
  });

  it.each([
    '', '10.0.0.0/33', '10.0.0/8', '256.0.0.1', '10.0.0.0.0', '10.0.0.0/', '10.0.0.0/8/8', ' 10.0.0.0', '2001:db8::/129', '1::2::3', '1:2:3', ':::', 'g::', '12345::', 'internet',
    5, undefined, null,
  ])('is not found around %p', (text) => {
    expect(AddressBlock.around(text)).toBeUndefined();
  });

  it('survives being written and read, for every value', () => {
    fc.assert(fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, prefix) => {
      const found = AddressBlock.around(`${address}/${prefix}`);
      // IPv6 addresses that end like IPv4 do not occur in templates.
      expect(found === undefined).toBe(address.includes('.'));
      expect(found && block(found.toString()).first).toBe(found?.first);
    }), { seed: 1 });
  });

  it('keeps IPv4 and IPv6 apart on one line of addresses', () => {
    expect([block('10.0.0.0/8').first, block('10.0.0.0/8').last]).toEqual([10n << 24n, (11n << 24n) - 1n]);
    expect(ANYWHERE[4].last < ANYWHERE[6].first).toBe(true);
    expect(ANYWHERE[6].overlaps(ANYWHERE[4])).toBe(false);
    expect(ANYWHERE[6].contains(block('10.0.0.0/8'))).toBe(false);
    expect([block('10.0.0.0/8').family, ANYWHERE[6].family]).toEqual([4, 6]);
  });

  it('cuts itself into equal parts that follow each other', () => {
    expect([0, 1, 5, 15].map((index) => part(block('10.1.0.0/16'), 20, index).toString()))
      .toEqual(['10.1.0.0/20', '10.1.16.0/20', '10.1.80.0/20', '10.1.240.0/20']);
  });

  it('has no part beyond its last, shorter than itself, or longer than an address', () => {
    expect(part(block('2001:db8::/56'), 64, 255).toString()).toBe('2001:db8:0:ff::/64');
    expect([[24, 256], [15, 0], [33, 0]].map(([prefix, index]) => block('10.0.0.0/16').part(prefix, index))).toEqual(Array(3).fill(undefined));
  });

  it('overlaps what it contains and what contains it, and not its neighbours', () => {
    expect(block('10.1.0.0/16').overlaps(block('10.0.0.0/8'))).toBe(true);
    expect(block('10.0.0.0/8').overlaps(block('10.1.0.0/16'))).toBe(true);
    expect(block('10.0.0.0/24').overlaps(block('10.0.1.0/24'))).toBe(false);
  });

  it('contains itself and its parts, and neither its surroundings nor its neighbours', () => {
    const middle = block('10.0.4.0/22');
    expect(['10.0.4.0/22', '10.0.7.255/32', '10.0.6.0/24'].map((text) => middle.contains(block(text)))).toEqual([true, true, true]);
    expect(['10.0.0.0/16', '10.0.8.0/22', '10.0.3.255/32', '10.0.0.0/22', '0.0.0.0/0'].map((text) => middle.contains(block(text))))
      .toEqual([false, false, false, false, false]);
  });

  it('works in the upper half of the addresses too', () => {
    expect(part(block('192.0.0.0/2'), 4, 3).toString()).toBe('240.0.0.0/4');
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
      const whole = part(block('0.0.0.0/0'), prefix, address);
      const [a, b] = [part(whole, prefix + 4, one), part(whole, prefix + 4, other)];
      expect(whole.contains(a)).toBe(true);
      expect(a.contains(b)).toBe(one === other);
      expect(AddressBlock.parse(a.toString())?.toString()).toBe(a.toString());
    }), { seed: 1 });
  });

  it('is joined with the other half of a block, with what it contains, and with nothing else', () => {
    const joined = (a: string, b: string) => block(a).joined(block(b))?.toString();
    expect(joined('10.0.0.0/19', '10.0.32.0/19')).toBe('10.0.0.0/18');
    expect(joined('10.0.32.0/19', '10.0.0.0/19')).toBe('10.0.0.0/18');
    expect(joined('10.0.0.0/16', '10.0.9.0/24')).toBe('10.0.0.0/16');
    expect(joined('10.0.9.0/24', '10.0.0.0/16')).toBe('10.0.0.0/16');
    // Neighbours, but halves of two different blocks.
    expect(joined('10.0.32.0/19', '10.0.64.0/19')).toBeUndefined();
    expect(joined('10.0.0.0/19', '10.0.64.0/19')).toBeUndefined();
    expect(joined('10.0.0.0/19', '::/0')).toBeUndefined();
    expect(joined('0.0.0.0/0', '::/0')).toBeUndefined();
    expect(joined('::/0', '0.0.0.0/0')).toBeUndefined();
    expect(joined('fd00::/57', 'fd00:0:0:80::/57')).toBe('fd00::/56');
  });

  it('knows what the internet routes', () => {
    expect(['8.8.8.0/24', '203.0.113.7/32', '2600::/12'].map((text) => [block(text).isPublic, block(text).isPrivate])).toEqual(Array(3).fill([true, false]));
    expect(['10.1.0.0/16', '172.31.0.0/16', '192.168.0.0/16', '100.64.1.0/24', 'fd00::/8'].map((text) => [block(text).isPublic, block(text).isPrivate]))
      .toEqual(Array(5).fill([false, true]));
    // Around private addresses: neither.
    expect(['0.0.0.0/0', '8.0.0.0/6', '128.0.0.0/1'].map((text) => [block(text).isPublic, block(text).isPrivate])).toEqual(Array(3).fill([false, false]));
  });

  it('whose addresses only a deployment knows is written as a reference, and compared with its own kind alone', () => {
    const network = AddressBlock.deployed(Fn.getAtt('Vpc', 'CidrBlock').toString(), 4, 16);
    const other = AddressBlock.deployed(Fn.getAtt('Other', 'CidrBlock').toString(), 4, 16);
    const written = (some: AddressBlock) => new Stack().resolve(some.toString()) as unknown;

    expect(written(network)).toEqual({ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] });
    expect(written(part(network, 19, 2))).toEqual({ 'Fn::Select': [2, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 3, '13'] }] });
    expect(network.contains(part(network, 19, 7))).toBe(true);
    expect(part(network, 19, 0).joined(part(network, 19, 1))?.key).toBe(part(network, 18, 0).key);
    expect(network.overlaps(other)).toBe(false);
    expect(network.overlaps(block('0.0.0.0/16'))).toBe(false);
    // But everywhere is everywhere.
    expect(block('0.0.0.0/0').contains(network)).toBe(true);
    expect(block('::/0').contains(network)).toBe(false);
  });
});
