import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ADOPTION_HANDLER } from '../../lib/private/adoption-handler';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { Adoption, ServiceAdopter } from '../../lib/private/service-adopter';
import { problemsOf, synthesize } from '../support';
import { awsError, State, World } from './custom-resource-world';

const THING: Adoption = {
  logicalId: 'AdoptedThing', name: 'thing', service: 'things', client: 'Client',
  find: { command: 'ListThings', path: ['Things', 0], absent: ['NoThings'] },
  as: 'ThingId',
  wishes: [{
    read: { command: 'GetThing', path: ['Parts'] },
    items: ['a', 'b'].map((Name) => ({ item: { Name, Nested: [{ On: true }] }, sent: Name })),
    write: { command: 'AddParts', input: { Now: true }, to: 'Names' },
  }],
  statements: [new PolicyStatement({ actions: ['things:*'], resources: ['*'] })],
  wildcardReason: 'It is not there.',
};
const world = (parts: unknown, extra: State = {}) => new World(THING as never, {
  ListThings: () => ({ Things: ['t1'] }), GetThing: () => ({ Parts: parts }), AddParts: () => ({}), ...extra,
} as never, ADOPTION_HANDLER, 'Adoption');
const added = async (parts: unknown) => {
  const at = world(parts);
  await at.request('Create');
  return at.calls.filter(({ command }) => command === 'AddParts').map(({ input }) => input);
};

describe('the function that adopts', () => {
  it('is short enough to stand in a template', () => {
    expect(customResourceCode(ADOPTION_HANDLER).length).toBeLessThan(4096);
  });

  const on = (Name: string, more: unknown[] = []) => ({ Name, Extra: 1, Nested: [...more, { On: true, Since: 2026 }] });
  it.each([
    ['nothing', undefined, ['a', 'b']],
    ['an empty list', [], ['a', 'b']],
    ['one of two', [on('a')], ['b']],
    ['one that is off', [{ Name: 'a', Nested: [{ On: false }] }, on('b')], ['a']],
    ['one without what it should have inside', [{ Name: 'a' }, on('b')], ['a']],
    ['one that has null inside', [{ Name: 'a', Nested: null }, on('b')], ['a']],
  ])('finds %s, and asks for no more than what is missing', async (__unused, parts, missing) => {
    expect(await added(parts)).toEqual([{ ThingId: 't1', Now: true, Names: missing }]);
  });

  it.each([
    ['all of it', [on('a'), on('b')]],
    ['more than all of it', [on('c'), on('b', [{ On: false }]), on('a')]],
  ])('finds %s, and asks for nothing', async (__unused, parts) => {
    expect(await added(parts)).toEqual([]);
  });

  it('takes an error that means there is none for what it means, and no other', async () => {
    const failing = (name: string) => world([], { ListThings: () => Promise.reject(awsError(name)) }).request('Create');
    expect(await failing('NoThings')).toMatchObject({ Status: 'FAILED', Reason: 'There is no thing to adopt. Create it: ServiceAdoption.create()' });
    expect(await failing('InternalFailure')).toMatchObject({ Status: 'FAILED', Reason: 'ListThings failed: InternalFailure: because' });
  });

  it('makes one where it is told how, waits until it can be seen, and gives up when it never can', async () => {
    const making = async (seen: number) => {
      let looks = 0;
      const at = new World({ ...THING, make: { command: 'MakeThing', input: { Small: true } } } as never, {
        ListThings: () => ({ Things: looks++ < seen ? [] : ['t1'] }), MakeThing: () => ({}), GetThing: () => ({ Parts: [on('a'), on('b')] }), AddParts: () => ({}),
      } as never, ADOPTION_HANDLER, 'Adoption');
      const answer = await at.request('Create');
      return { answer, made: at.calls.filter(({ command }) => command === 'MakeThing').map(({ input }) => input) };
    };
    expect(await making(0)).toMatchObject({ answer: { Status: 'SUCCESS', PhysicalResourceId: 't1' }, made: [] });
    expect(await making(1)).toMatchObject({ answer: { Status: 'SUCCESS', PhysicalResourceId: 't1' }, made: [{ Small: true }] });
    expect(await making(4)).toMatchObject({ answer: { Status: 'SUCCESS', PhysicalResourceId: 't1' }, made: [{ Small: true }] });
    expect(await making(99)).toMatchObject({ answer: { Status: 'FAILED', Reason: expect.stringContaining('There is no thing') }, made: [{ Small: true }] });
  });

  it('looks in another region where it is told to', async () => {
    const at = new World({ ...THING, region: 'us-east-1' } as never, { ListThings: () => ({ Things: ['t1'] }), GetThing: () => ({ Parts: [on('a'), on('b')] }) } as never,
      ADOPTION_HANDLER, 'Adoption');
    await at.request('Create');
    expect(at.configurations).toMatchObject([{ region: 'us-east-1' }]);
  });

  it('says which call failed', async () => {
    expect(await world([], { AddParts: () => Promise.reject(awsError('BadRequest', 'not here')) }).request('Create'))
      .toMatchObject({ Status: 'FAILED', Reason: 'AddParts failed: BadRequest: not here' });
  });
});

describe('ServiceAdopter', () => {
  it('is one function of a stack, whose policies go after what it adopted', () => {
    const template = synthesize((stack) => {
      ServiceAdopter.of(stack).adopt(stack, THING);
    });
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const [resource] = Object.values(template.findResources('Custom::AdoptedService'));
    const policies = Object.keys(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { PolicyDocument: { Statement: [{ Action: 'things:*' }] } } }));
    expect(policies).toHaveLength(1);
    expect(resource.DependsOn).toEqual(expect.arrayContaining(policies));
  });

  it('adopts each thing once', () => {
    expect(problemsOf((stack) => {
      ServiceAdopter.of(stack).adopt(stack, THING);
      ServiceAdopter.of(stack).adopt(stack, THING);
    })).toEqual(['- scope: got "Test"; allowed is one thing in a stack; leave this one out: AWS allows one a region']);
  });
});
