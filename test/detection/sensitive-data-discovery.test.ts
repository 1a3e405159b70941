import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { DataDiscovery } from '../../lib/detection/data-discovery';
import { FindingFrequency } from '../../lib/detection/finding-frequency';
import { SensitiveDataDiscovery, SensitiveDataDiscoveryProps } from '../../lib/detection/sensitive-data-discovery';
import { ServiceAdoption } from '../../lib/service-adoption';
import { declared, livesUpTo, permissions } from '../account/setting-life';
import { AdoptedLife, adoption, isAdopted, isAdoptedOrMade } from '../private/adoption-life';
import { awsError, State } from '../private/custom-resource-world';
import { problemsOf, synthesize, warningsOf } from '../support';

const make = (props: SensitiveDataDiscoveryProps = {}) => (stack: Stack) => {
  new SensitiveDataDiscovery(stack, 'Macie', props);
};
const operations = (account: { state: unknown }) => ({
  GetAutomatedDiscoveryConfiguration: () => ({ status: account.state, classificationScopeId: 'c1' }),
  UpdateAutomatedDiscoveryConfiguration: ({ status, ...rest }: State) => {
    expect(rest).toEqual({});
    account.state = status;
  },
});

describe('SensitiveDataDiscovery', () => {
  it('is a session that is on and tells as often as it can', () => {
    const session = (props?: SensitiveDataDiscoveryProps) => Object.values(synthesize(make(props)).findResources('AWS::Macie::Session')).map(({ Properties }) => Properties as unknown);
    expect(session()).toEqual([{ Status: 'ENABLED', FindingPublishingFrequency: 'FIFTEEN_MINUTES' }]);
    expect(session({ bucketFindingFrequency: FindingFrequency.SIX_HOURS })).toEqual([{ Status: 'ENABLED', FindingPublishingFrequency: 'SIX_HOURS' }]);
  });

  describe('with automated discovery', () => {
    livesUpTo({
      setting: declared('AccountMacieDiscovery', make()), operations, fresh: 'DISABLED', wanted: 'ENABLED', write: 'UpdateAutomatedDiscoveryConfiguration',
      changed: { setting: declared('AccountMacieDiscovery', make({ discovery: DataDiscovery.BUCKETS_ONLY })), wanted: 'DISABLED' },
    });
  });

  describe('with buckets alone', () => {
    livesUpTo({
      setting: declared('AccountMacieDiscovery', make({ discovery: DataDiscovery.BUCKETS_ONLY })), operations, fresh: 'ENABLED', wanted: 'DISABLED',
      write: 'UpdateAutomatedDiscoveryConfiguration',
    });
  });

  it('sets discovery while there is a session', () => {
    const template = synthesize(make());
    const [session] = Object.keys(template.findResources('AWS::Macie::Session'));
    template.hasResource('Custom::AccountSetting', { DependsOn: Match.arrayWith([session]) });
    expect(permissions(template)).toEqual({ '*': ['macie2:GetAutomatedDiscoveryConfiguration', 'macie2:UpdateAutomatedDiscoveryConfiguration'] });
  });

  it('refuses what it does not know', () => {
    expect(problemsOf(make({ discovery: 'all' as never, bucketFindingFrequency: 'DAILY' as never, sessionAdoption: true as never }))).toEqual([
      '- discovery: got "all"; allowed is automated, buckets-only; use a member of DataDiscovery',
      '- bucketFindingFrequency: got "DAILY"; allowed is FIFTEEN_MINUTES, ONE_HOUR, SIX_HOURS; use a member of FindingFrequency',
      expect.stringMatching(/^- sessionAdoption: got true/),
    ]);
  });

  it('is left alone where somebody else takes care of it, with a warning', () => {
    const stack = new Stack(new App(), 'Test');
    make({ sessionAdoption: ServiceAdoption.skip('the security account does') })(stack);
    expect(stack.node.findAll()).toHaveLength(2);
    Annotations.fromStack(stack).hasWarning('/Test/Macie', Match.stringLikeRegexp('the security account does.*cdk-secure-baseline:macie-skipped'));
  });
});

describe.each([[DataDiscovery.AUTOMATED, 'ENABLED'], [DataDiscovery.BUCKETS_ONLY, 'DISABLED']])('a session that is adopted for %s', (discovery, reached) => {
  const adopt = make({ sessionAdoption: ServiceAdoption.adopt(), discovery });
  const role = 'arn:aws:iam::111122223333:role/aws-service-role/macie.amazonaws.com/AWSServiceRoleForAmazonMacie';

  const life = {
    declaration: adoption(adopt),
    id: role,
    none: { GetMacieSession: () => Promise.reject(awsError('AccessDeniedException', 'Macie is not enabled')) },
    operations: (account) => ({
      GetMacieSession: () => account.state.session,
      UpdateMacieSession: (input) => {
        account.state.session = { ...account.state.session as State, ...input };
      },
      GetAutomatedDiscoveryConfiguration: () => ({ status: account.state.discovery }),
      UpdateAutomatedDiscoveryConfiguration: ({ status }) => {
        account.state.discovery = status;
      },
    }),
    partial: { session: { serviceRole: role, status: 'PAUSED', findingPublishingFrequency: 'SIX_HOURS' }, discovery: 'DISABLED' },
    complete: { session: { serviceRole: role, status: 'ENABLED', findingPublishingFrequency: 'FIFTEEN_MINUTES' }, discovery: reached },
  } satisfies AdoptedLife;
  isAdopted(life);

  describe('or made', () => {
    isAdoptedOrMade({
      ...life,
      declaration: adoption(make({ sessionAdoption: ServiceAdoption.adoptOrCreate(), discovery })),
      command: 'EnableMacie',
      make: (session) => ({ session: { serviceRole: role, ...session }, discovery: 'DISABLED' }),
      made: life.complete,
    });
  });

  it('is none of AWS CloudFormation', () => {
    synthesize(adopt).resourceCountIs('AWS::Macie::Session', 0);
  });
});

it('is neither adopted nor made in a region without it, where either would do', () => {
  const stack = new Stack(new App(), 'Test', { env: { account: '111122223333', region: 'mx-central-1' } });
  make({ sessionAdoption: ServiceAdoption.adoptOrCreate() })(stack);
  expect(warningsOf(stack)).toEqual([expect.stringContaining('mx-central-1 does not have it')]);
  expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Resources');
});
