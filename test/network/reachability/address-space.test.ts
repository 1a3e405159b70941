import * as fc from 'fast-check';
import { AddressSpace } from '../../../lib/network/reachability/address-space';
import { AddressBlock } from '../../../lib/private/address-block';

const block = (text: string) => AddressBlock.around(text)!;

describe('the address space', () => {
  test('treats addresses alike that no block tells apart, and no others', () => {
    const blocks = fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 26, max: 32 })), { minLength: 1, maxLength: 8 })
      .map((all) => all.map(([host, prefix]) => block(`10.0.0.${host * 16}/${prefix}`)));
    fc.assert(fc.property(blocks, (all) => {
      const singles = Array.from({ length: 256 }, (_, host) => block(`10.0.0.${host}`));
      const space = new AddressSpace(all, []);
      const classes = singles.map((single) => all.map((one) => one.contains(single)).join());
      const found = new Map<string, number>();
      singles.forEach((single, index) => {
        const exact = new AddressSpace([...all, single], []);
        const [address] = exact.within(single);
        expect(all.map((one) => exact.inside(address, one)).join()).toBe(classes[index]);
        found.set(classes[index], (found.get(classes[index]) ?? 0) + 1);
      });
      const within = new Set(all.flatMap((one) => space.within(one)));
      expect(within.size).toBe([...found.keys()].filter((key) => key.includes('true')).length);
    }), { seed: 1, numRuns: 15 });
  });

  test('knows what the internet carries', () => {
    const texts = ['8.8.8.8', '10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', '169.254.169.254', '127.0.0.1', '224.0.0.1', '255.255.255.255',
      '2606:4700::1', 'fd00::1', 'fe80::1', 'ff02::1', '64:ff9b::808:808'];
    const space = new AddressSpace(texts.map(block), []);

    expect(texts.filter((text) => space.isPublic(space.within(block(text))[0]))).toEqual(['8.8.8.8', '2606:4700::1', '64:ff9b::808:808']);
    expect(texts.filter((text) => !space.isRouted(space.within(block(text))[0]))).toEqual([
      '169.254.169.254', '127.0.0.1', '224.0.0.1', '255.255.255.255', 'fe80::1', 'ff02::1',
    ]);
  });

  test('gives services behind gateway endpoints addresses that are part of all of IPv4 and of nothing narrower', () => {
    const space = new AddressSpace([block('52.0.0.0/8')], ['s3', 'dynamodb']);
    const s3 = space.service('s3');

    expect([block('0.0.0.0/0'), block('52.0.0.0/8'), block('::/0')].map((one) => space.inside(s3, one))).toEqual([true, false, false]);
    expect([space.isService(s3), space.isPublic(s3), space.family(s3), space.label(s3)]).toEqual([true, false, 4, 's3']);
    expect(space.service('dynamodb')).not.toBe(s3);
    expect(space.within(block('0.0.0.0/0'))).not.toContain(s3);
  });
});
