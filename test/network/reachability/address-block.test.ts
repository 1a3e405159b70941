import * as fc from 'fast-check';
import { AddressBlock, ANYWHERE } from '../../../lib/network/reachability/address-block';

const block = (text: string) => AddressBlock.parse(text)!;

describe('a block of addresses', () => {
  test.each([
    ['10.0.0.0/16', '10.0.0.0/16'], ['192.0.2.7', '192.0.2.7/32'], ['0.0.0.0/0', '0.0.0.0/0'], ['255.255.255.255', '255.255.255.255/32'],
    ['100.68.0.18/18', '100.68.0.0/18'],
    ['::/0', '::/0'], ['2001:DB8::/32', '2001:db8::/32'], ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1/128'], ['::1', '::1/128'], ['fe80::', 'fe80::/128'],
    ['1:2:3:4:5:6:7:8/112', '1:2:3:4:5:6:7:0/112'], ['2001:0:0:1::/64', '2001:0:0:1::/64'], ['2001:db8:ff::5/48', '2001:db8:ff::/48'],
  ])('is read from %s, with what lies after the prefix dropped', (text, canonical) => {
    expect(block(text).text).toBe(canonical);
    expect(block(block(text).text).first).toBe(block(text).first);
  });

  test.each(['', '10.0.0.0/33', '10.0.0/8', '256.0.0.1', '10.0.0.0.0', '2001:db8::/129', '1::2::3', '1:2:3', ':::', 'g::', '12345::', 'internet', 5, undefined])(
    'is not read from %p', (text) => {
      expect(AddressBlock.parse(text)).toBeUndefined();
    });

  test('survives being written and read, for every value', () => {
    fc.assert(fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), (address, prefix) => {
      const parsed = AddressBlock.parse(`${address}/${prefix}`);
      // Addresses that end like IPv4 do not occur in templates.
      expect(parsed === undefined || block(parsed.text).first === parsed.first).toBe(true);
      expect(parsed !== undefined || address.includes('.')).toBe(true);
    }));
  });

  test('contains and overlaps as its addresses do', () => {
    expect(block('10.0.0.0/8').contains(block('10.1.0.0/16'))).toBe(true);
    expect(block('10.1.0.0/16').contains(block('10.0.0.0/8'))).toBe(false);
    expect(block('10.1.0.0/16').overlaps(block('10.0.0.0/8'))).toBe(true);
    expect(block('10.0.0.0/24').overlaps(block('10.0.1.0/24'))).toBe(false);
  });

  test('keeps IPv4 and IPv6 apart', () => {
    expect(ANYWHERE[6].overlaps(ANYWHERE[4])).toBe(false);
    expect(ANYWHERE[6].contains(block('10.0.0.0/8'))).toBe(false);
  });

  test('is cut into equal parts, and no further than it goes', () => {
    expect(block('10.0.0.0/16').part(24, 3)!.text).toBe('10.0.3.0/24');
    expect(block('2001:db8::/56').part(64, 255)!.text).toBe('2001:db8:0:ff::/64');
    expect(block('10.0.0.0/16').part(24, 256)).toBeUndefined();
    expect(block('10.0.0.0/16').part(8, 0)).toBeUndefined();
    expect(block('10.0.0.0/16').part(33, 0)).toBeUndefined();
  });
});
