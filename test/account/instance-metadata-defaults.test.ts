import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { InstanceMetadataDefaults, InstanceMetadataDefaultsProps } from '../../lib';
import { State } from '../private/custom-resource-world';
import { problemsOf, synthesize } from '../support';
import { declared, livesUpTo, permissions, yieldsToTheOrganization } from './setting-life';

const build = (props?: InstanceMetadataDefaultsProps) => (stack: Stack) => {
  new InstanceMetadataDefaults(stack, 'Defaults', props);
};
const setting = declared('AccountInstanceMetadataDefaults', build());
const warnings = (props: (stack: Stack) => InstanceMetadataDefaultsProps) => {
  const stack = new Stack(new App(), 'Test');
  build(props(stack))(stack);
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => entry.data as string);
};

/** Amazon EC2, which leaves out of its answer what nobody has a preference for. */
const operations = (account: { state: unknown }) => ({
  GetInstanceMetadataDefaults: () => ({ AccountLevel: { ...account.state as State, HttpEndpoint: 'enabled', ManagedBy: 'account' } }),
  ModifyInstanceMetadataDefaults: (input: State) => {
    account.state = Object.fromEntries(Object.entries({ ...account.state as State, ...input }).filter(([, value]) => value !== 'no-preference' && value !== -1));
  },
});

describe('InstanceMetadataDefaults', () => {
  livesUpTo({
    setting, operations, fresh: {}, other: { HttpTokens: 'optional', HttpPutResponseHopLimit: 5 }, wanted: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
    changed: {
      setting: declared('AccountInstanceMetadataDefaults', build({ httpPutResponseHopLimit: 2 })),
      wanted: { HttpTokens: 'required', HttpPutResponseHopLimit: 2 },
    },
    write: 'ModifyInstanceMetadataDefaults',
  });

  describe('in an account of which nothing is told at all', () => {
    livesUpTo({
      setting, fresh: undefined, wanted: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 }, write: 'ModifyInstanceMetadataDefaults',
      operations: (account) => ({
        GetInstanceMetadataDefaults: () => ({ AccountLevel: account.state }),
        ModifyInstanceMetadataDefaults: (input: State) => {
          account.state = input.HttpTokens === 'no-preference' && input.HttpPutResponseHopLimit === -1 ? undefined : input;
        },
      }),
    });
  });

  yieldsToTheOrganization(setting, 'GetInstanceMetadataDefaults', (managedBy) => ({ AccountLevel: { HttpTokens: 'optional', ManagedBy: managedBy } }));

  it('does not touch the endpoint, nor the tags', () => {
    expect(JSON.stringify(setting)).not.toMatch(/HttpEndpoint|InstanceMetadataTags/);
  });

  it('may do that and nothing else', () => {
    expect(permissions(synthesize(build()))).toEqual({ '*': ['ec2:GetInstanceMetadataDefaults', 'ec2:ModifyInstanceMetadataDefaults'] });
  });

  it.each([0, -1, 65, 1.5])('refuses a hop limit of %d', (httpPutResponseHopLimit) => {
    expect(problemsOf(build({ httpPutResponseHopLimit }))).toEqual([
      `- httpPutResponseHopLimit: got ${httpPutResponseHopLimit}; allowed is a whole number from 1 to 64; leave it out for 1, or use 2 where containers need the role of their instance`,
    ]);
  });

  it.each([1, 2, 64])('takes a hop limit of %d', (httpPutResponseHopLimit) => {
    expect(problemsOf(build({ httpPutResponseHopLimit }))).toEqual([]);
  });

  it('warns of containers that reach the role of their instance', () => {
    expect(warnings(() => ({ httpPutResponseHopLimit: 2 }))).toEqual([
      'containers on an instance can take over its role, 2 hops away: leave the hop limit out for 1 [ack: cdk-secure-baseline:metadata-hop-limit]',
    ]);
    expect(warnings(() => ({ httpPutResponseHopLimit: 1 }))).toEqual([]);
    expect(warnings((stack) => ({ httpPutResponseHopLimit: new CfnParameter(stack, 'Hops', { type: 'Number' }).valueAsNumber }))).toEqual([]);
  });
});
