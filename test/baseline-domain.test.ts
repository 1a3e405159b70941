import * as library from '../lib';
import { BaselineDomain } from '../lib';

interface DomainClass { readonly name: string; readonly prototype: unknown; omitted?(reason: string): BaselineDomain }
const domains = (Object.values(library) as unknown as DomainClass[]).filter(({ prototype }) => prototype instanceof BaselineDomain);
const omittable = domains.filter(({ omitted }) => omitted !== undefined);

describe('BaselineDomain', () => {
  it('is what every domain is, and every one but that of the logs can be left out', () => {
    expect(domains.map(({ name }) => name)).toEqual(expect.arrayContaining(['AccountDomain', 'DetectionDomain', 'NetworkDomain', 'StorageDomain']));
    expect(domains.filter(({ omitted }) => omitted === undefined).map(({ name }) => name)).toEqual(['StorageDomain']);
  });

  it.each(omittable.map((domain): [string, DomainClass] => [domain.name, domain]))('has nothing to complain of once it is left out: %s', (name, domain) => {
    const omitted = domain.omitted!('somebody else does it');
    expect([omitted.constructor.name, omitted.omittedBecause]).toEqual([name, 'somebody else does it']);
    expect([omitted._problems(), omitted._problems('eu-central-1')]).toEqual([[], []]);
  });
});
