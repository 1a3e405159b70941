import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { stringify } from 'yaml';
import { ConfigurationRecorder, ConfigurationRules, ConfigurationRulesProps, ConfigurationScope } from '../../lib';
import { ConfigurationRule } from '../../lib/configuration/configuration-rule';
import { RecordedTypes } from '../../lib/configuration/recorded-types';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { RulePack } from '../../lib/configuration/rule-pack';
import { deployTo } from '../../lib/private/deployed-regions';
import { AWS_REGIONS } from '../../lib/private/regions';
import { problemsOf, refusalsOf, synthesize, warningsOf } from '../support';

/** Template and rule names of a region. */
function make(props: ConfigurationRulesProps = {}) {
  let [names, identifiersInOrder]: string[][] = [[], []];
  const template = synthesize((stack) => {
    const made = new ConfigurationRules(stack, 'Rules', props);
    [names, identifiersInOrder] = [made.ruleNames, made.ruleIdentifiers];
  });
  const rules = Object.values(template.findResources('AWS::Config::ConfigRule')).map(({ Properties: rule }) => rule);
  return { template, names, rules, identifiersInOrder, identifiers: rules.map(({ Source: source }) => source.SourceIdentifier as string) };
}

const refusals = (props: ConfigurationRulesProps) => problemsOf((stack) => new ConfigurationRules(stack, 'Rules', props));
const recording = (recordedTypes: RecordedTypes, pack = RulePack.essential()) => problemsOf((stack) => {
  const recorder = new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', recordedTypes });
  new ConfigurationRules(stack, 'Rules', { pack, recorder });
});

describe('ConfigurationRules', () => {
  const home = make();
  const further = make({ scope: ConfigurationScope.FURTHER_REGION });

  it('sets up the standard pack in the home region', () => {
    expect(home.identifiers.sort()).toEqual(RulePack.standard().ruleIdentifiers.sort());
    expect(make({ scope: ConfigurationScope.HOME_REGION }).identifiers).toHaveLength(home.identifiers.length);
  });

  it('has more rules from pack to pack, and keeps those of the smaller one', () => {
    const [essential, standard, regulated] = [RulePack.essential(), RulePack.standard(), RulePack.regulated()].map((pack) => make({ pack }).identifiers);
    expect(standard).toEqual(expect.arrayContaining(essential));
    expect(regulated).toEqual(expect.arrayContaining(standard));
    expect(essential.length).toBeLessThan(standard.length);
    expect(standard.length).toBeLessThan(regulated.length);
    expect(regulated).toHaveLength(RULES.filter(({ pack }) => pack).length);
  });

  it('leaves what exists once for all regions to the home region', () => {
    expect(further.identifiers).toContain('VPC_FLOW_LOGS_ENABLED');
    expect(further.identifiers).not.toContain('ROOT_ACCOUNT_MFA_ENABLED');
    expect(further.rules).toHaveLength(RulePack.standard()._rules.filter(({ global }) => !global).length);
  });

  it('hands over the names, which are those of AWS in lower case', () => {
    expect(home.names).toContain('secure-baseline-root-account-mfa-enabled');
    expect([...home.names].sort()).toEqual(home.rules.map(({ ConfigRuleName: name }) => name as string).sort());
    expect(new Set(home.names).size).toBe(home.names.length);
    expect(further.names).toHaveLength(further.rules.length);
    expect(home.names).toEqual(home.identifiersInOrder.map((identifier) => `secure-baseline-${identifier.toLowerCase().replace(/_/g, '-')}`));
  });

  it('keeps names and descriptions within the 128 and 256 characters of AWS Config, in the largest pack too', () => {
    const { rules } = make({ pack: RulePack.regulated() });
    expect(rules.filter(({ ConfigRuleName: name, Description: text }) => name.length > 128 || text.length > 256)).toEqual([]);
  });

  it('keeps the largest pack in a template that AWS CloudFormation takes directly', () => {
    const template = synthesize((stack) => {
      const recorder = new ConfigurationRecorder(new Stack(stack.node.root as App, 'Record'), 'Recorder', { bucketName: 'archive' });
      new ConfigurationRules(stack, 'Rules', { pack: RulePack.regulated(), recorder });
    });
    expect(Buffer.byteLength(stringify(template.toJSON(), { version: '1.1' }))).toBeLessThan(49_000);
  });

  it('says what and which controls', () => {
    home.template.hasResourceProperties('AWS::Config::ConfigRule', {
      ConfigRuleName: 'secure-baseline-iam-root-access-key-check',
      Description: 'The root user has an access key. (CIS 2.4, IAM.4)',
      Source: { Owner: 'AWS', SourceIdentifier: 'IAM_ROOT_ACCESS_KEY_CHECK' },
    });
    make({ pack: RulePack.regulated() }).template.hasResourceProperties('AWS::Config::ConfigRule', {
      ConfigRuleName: 'secure-baseline-cloudwatch-log-group-encrypted', Description: Match.not(Match.stringLikeRegexp('\\(')),
    });
  });

  it('gives parameters to the rules that take some, as text, and none to the others', () => {
    home.template.hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { SourceIdentifier: 'ACCESS_KEYS_ROTATED' }, InputParameters: { maxAccessKeyAge: '90' },
    });
    home.template.hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { SourceIdentifier: 'EFS_ENCRYPTED_CHECK' }, InputParameters: Match.absent(),
    });
  });

  it('adds rules that are asked for, and takes other parameters of a rule it has', () => {
    const { template, identifiers } = make({
      additionalRules: [
        ConfigurationRule.managed('SERVICE_VPC_ENDPOINT_ENABLED', { serviceName: 'ec2' }), ConfigurationRule.managed('ACCESS_KEYS_ROTATED', { maxAccessKeyAge: '30' }),
      ],
    });
    expect(identifiers).toHaveLength(home.identifiers.length + 1);
    template.hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { SourceIdentifier: 'SERVICE_VPC_ENDPOINT_ENABLED' }, InputParameters: { serviceName: 'ec2' },
    });
    template.hasResourceProperties('AWS::Config::ConfigRule', {
      Source: { SourceIdentifier: 'ACCESS_KEYS_ROTATED' }, InputParameters: { maxAccessKeyAge: '30' },
    });
  });

  it('leaves a rule out for a reason, and warns of it', () => {
    let warnings: string[] = [];
    const template = synthesize((stack: Stack) => {
      const rules = new ConfigurationRules(stack, 'Rules', { omissions: [{ identifier: 'SECURITYHUB_ENABLED', reason: 'the organization watches it' }] });
      warnings = rules.node.metadata.map(({ data }) => data as string);
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('SECURITYHUB_ENABLED');
    expect(warnings).toEqual([expect.stringMatching(/SECURITYHUB_ENABLED is left out: the organization watches it.*cdk-secure-baseline:rule-omitted-SECURITYHUB_ENABLED/)]);
  });

  it('comes after the recorder, in its part of the account', () => {
    const template: Template = synthesize((stack) => {
      const recorder = new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', scope: ConfigurationScope.FURTHER_REGION });
      expect(new ConfigurationRules(stack, 'Rules', { recorder }).ruleIdentifiers).not.toContain('ROOT_ACCOUNT_MFA_ENABLED');
    });
    const [recorder] = Object.keys(template.findResources('AWS::Config::ConfigurationRecorder'));
    for (const rule of Object.values(template.findResources('AWS::Config::ConfigRule'))) {
      expect(rule.DependsOn).toEqual([recorder]);
    }
  });
});

describe('ConfigurationRules in a region that lacks some', () => {
  const inRegion = (region: string, props: ConfigurationRulesProps = {}) => {
    const stack = new Stack(new App(), 'Test', { env: { region } });
    const rules = new ConfigurationRules(stack, 'Rules', props);
    return { rules, warnings: warningsOf(stack), template: Template.fromStack(stack) };
  };
  const pack = RulePack.essential();

  it('leaves them out, and says once which', () => {
    const { rules: { ruleIdentifiers }, warnings, template } = inRegion('eu-central-2', { pack });
    expect(pack.ruleIdentifiers.filter((identifier) => !ruleIdentifiers.includes(identifier))).toEqual([
      'IAM_ROOT_ACCESS_KEY_CHECK', 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS', 'IAM_USER_UNUSED_CREDENTIALS_CHECK', 'ACCESS_KEYS_ROTATED', 'IAM_USER_NO_POLICIES_CHECK',
      'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS', 'RDS_SNAPSHOTS_PUBLIC_PROHIBITED',
    ]);
    template.resourceCountIs('AWS::Config::ConfigRule', ruleIdentifiers.length);
    expect(template.toJSON()).not.toHaveProperty('Conditions');
    expect(warnings).toEqual([expect.stringMatching(
      /^rules are left out that AWS Config does not have there: in eu-central-2 IAM_ROOT_ACCESS_KEY_CHECK, .*, RDS_SNAPSHOTS_PUBLIC_PROHIBITED \[ack: cdk-secure-baseline:rules-region\]$/)]);
  });

  it('says nothing of those it would not have there anyway', () => {
    expect(inRegion('eu-central-1', { pack }).warnings).toEqual([]);
    expect(inRegion('me-central-1', { pack, scope: ConfigurationScope.FURTHER_REGION }).warnings).toEqual([]);
    const omissions = [{ identifier: 'EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK', reason: 'looked after elsewhere' }, { identifier: 'RDS_SNAPSHOTS_PUBLIC_PROHIBITED', reason: 'none' }];
    expect(inRegion('eu-south-2', { pack, omissions, scope: ConfigurationScope.FURTHER_REGION }).warnings.filter((warning) => warning.includes('rules-region'))).toEqual([]);
  });

  it('refuses one that is asked for by name, but not where it stays away for another reason', () => {
    const additionalRules = [ConfigurationRule.managed('INCOMING_SSH_DISABLED'), ConfigurationRule.managed('EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK')];
    expect(refusalsOf(() => inRegion('eu-south-2', { additionalRules }))).toEqual([
      '- additionalRules[1]: got "EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK"; allowed is a rule that AWS Config has in eu-south-2; '
      + 'leave it out for this region: one with rules of its own takes a RegionalBaseline of its own',
    ]);
    const global = { additionalRules: [ConfigurationRule.managed('ACCESS_KEYS_ROTATED', { maxAccessKeyAge: '30' })] };
    expect(refusalsOf(() => inRegion('eu-south-2', { ...global, scope: ConfigurationScope.FURTHER_REGION }))).toEqual([]);
    expect(refusalsOf(() => inRegion('eu-south-2', global))).toHaveLength(1);
  });

  it('has all of them where the region is known at deployment alone', () => {
    expect(make({ pack }).rules).toHaveLength(pack.ruleIdentifiers.length);
  });

  describe('among others of a stack set', () => {
    const inRegions = (regions: string[], props: ConfigurationRulesProps = {}) => {
      const app = new App();
      deployTo(app, regions);
      const stack = new Stack(app, 'Test');
      const rules = new ConfigurationRules(stack, 'Rules', { pack, ...props });
      return { rules, warnings: warningsOf(stack), template: Template.fromStack(stack) };
    };

    it('leaves them out in these alone, by conditions that rules share', () => {
      const { template, warnings } = inRegions(['eu-central-1', 'eu-south-1', 'af-south-1', 'eu-south-2']);
      const conditionOf = (identifier: string) =>
        Object.values(template.findResources('AWS::Config::ConfigRule')).find(({ Properties }) => Properties.Source.SourceIdentifier === identifier)!.Condition as string;
      const outsideOf = (identifier: string) => JSON.stringify(template.toJSON().Conditions[conditionOf(identifier)]).match(/[a-z]+-[a-z]+-\d/g);
      expect(outsideOf('RDS_SNAPSHOTS_PUBLIC_PROHIBITED')).toEqual(['af-south-1', 'eu-south-1', 'eu-south-2']);
      expect(outsideOf('EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK')).toEqual(['eu-south-2']);
      expect(conditionOf('ACCESS_KEYS_ROTATED')).toBe(conditionOf('EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK'));
      expect(conditionOf('INCOMING_SSH_DISABLED')).toBeUndefined();
      expect(Object.keys(template.toJSON().Conditions as object)).toHaveLength(2);
      expect(template.toJSON().Conditions[conditionOf('EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK')])
        .toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-south-2'] }] });
      expect(warnings).toEqual([expect.stringMatching(/in eu-south-1 RDS_[A-Z_]+; in af-south-1 RDS_[A-Z_]+; in eu-south-2 /)]);
    });

    it('leaves out altogether what none of them has, and refuses that by name', () => {
      expect(inRegions(['eu-south-2', 'il-central-1']).rules.ruleIdentifiers).not.toContain('RDS_SNAPSHOTS_PUBLIC_PROHIBITED');
      const additionalRules = [ConfigurationRule.managed('RDS_SNAPSHOTS_PUBLIC_PROHIBITED')];
      expect(refusalsOf(() => inRegions(['eu-south-2', 'il-central-1'], { additionalRules }))).toHaveLength(1);
      expect(refusalsOf(() => inRegions(['eu-south-2', 'eu-central-1'], { additionalRules }))).toEqual([]);
    });

    it('compares no more regions at once than AWS CloudFormation does', () => {
      const { template } = inRegions([...AWS_REGIONS], { pack: RulePack.regulated() });
      const lengths = [...JSON.stringify(template.toJSON().Conditions).matchAll(/"Fn::Or":\[/g)].length;
      expect(lengths).toBeGreaterThan(0);
      const check = (part: unknown): void => {
        if (part && typeof part === 'object') {
          const { 'Fn::Or': either } = part as { 'Fn::Or'?: unknown[] };
          expect(either === undefined || (either.length >= 2 && either.length <= 10)).toBe(true);
          Object.values(part).forEach(check);
        }
      };
      check(template.toJSON().Conditions);
    });
  });
});

describe('ConfigurationRules refuses', () => {
  it('a rule without a parameter it cannot do without', () => {
    expect(refusals({ additionalRules: [ConfigurationRule.managed('SERVICE_VPC_ENDPOINT_ENABLED')] })).toEqual([
      '- additionalRules[0].parameters.serviceName: got nothing; allowed is a text; pass it: AWS Config refuses the rule without',
    ]);
  });

  it('a parameter the rule does not have', () => {
    expect(refusals({ additionalRules: [ConfigurationRule.managed('ACCESS_KEYS_ROTATED', { maxAge: '30' }), ConfigurationRule.managed('INCOMING_SSH_DISABLED', { port: '22' })] }))
      .toEqual([
        '- additionalRules[0].parameters.maxAge: got "30"; allowed is maxAccessKeyAge; leave it out: ACCESS_KEYS_ROTATED has none of that name',
        '- additionalRules[1].parameters.port: got "22"; allowed is no parameter; leave it out: INCOMING_SSH_DISABLED has none of that name',
      ]);
  });

  it.each([
    ['ACCESS_KEYS_ROTATED', 'maxAccessKeyAge', 'ninety', 'a whole number, as text'],
    ['S3_BUCKET_VERSIONING_ENABLED', 'isMfaDeleteEnabled', 'yes', '"true" or "false", as text'],
    ['SNS_ENCRYPTED_KMS', 'kmsKeyIds', 'a,,b', 'values with commas between them'],
    ['SERVICE_VPC_ENDPOINT_ENABLED', 'serviceName', ' ', 'a text'],
    ['ACCESS_KEYS_ROTATED', 'maxAccessKeyAge', 90 as never, 'a whole number, as text'],
  ])('for %s a %s of %p', (identifier, name, value, allowed) => {
    expect(refusals({ additionalRules: [ConfigurationRule.managed(identifier, { [name]: value })] })).toEqual([
      `- additionalRules[0].parameters.${name}: got ${JSON.stringify(value)}; allowed is ${allowed}; write it as AWS Config takes it`,
    ]);
  });

  it('a rule it does not know, twice the same one, a pack by its name', () => {
    expect(refusals({ additionalRules: [ConfigurationRule.managed('NO_SUCH_RULE'), ConfigurationRule.managed('NO_SUCH_RULE')], pack: 'standard' as never })).toEqual([
      '- pack: got "standard"; allowed is RulePack.essential(), RulePack.standard(), RulePack.regulated(); pass what one of these returns, not its name',
      ...[0, 1].map((index) => `- additionalRules[${index}]: got "NO_SUCH_RULE"; allowed is the identifier of a rule in the catalogue, docs/configuration.md; `
        + 'choose one of these, or make the rule with ManagedRule of aws-cdk-lib/aws-config'),
      '- additionalRules[1]: got "NO_SUCH_RULE"; allowed is each value once; name each rule once',
    ]);
  });

  it('what is no rule at all', () => {
    expect(refusals({ additionalRules: ['EC2_IMDSV2_CHECK', undefined] as never })).toEqual([
      '- additionalRules[0]: got "EC2_IMDSV2_CHECK"; allowed is ConfigurationRule.managed(identifier, parameters); pass what it returns, not the name of a rule',
      '- additionalRules[1]: got nothing; allowed is ConfigurationRule.managed(identifier, parameters); pass what it returns, not the name of a rule',
    ]);
  });

  it('an omission that omits nothing, or says no reason', () => {
    expect(refusals({ pack: RulePack.essential(), omissions: [{ identifier: 'SECURITYHUB_ENABLED', reason: 'x' }, { identifier: 'EC2_IMDSV2_CHECK', reason: ' ' }] })).toEqual([
      '- omissions[0].identifier: got "SECURITYHUB_ENABLED"; allowed is a rule of the pack essential; leave it out: the pack has no such rule',
      '- omissions[1].reason: got " "; allowed is a reason; say why nobody needs the rule, or who or what looks instead',
    ]);
  });

  it('a rule that judges what the recorder does not record, each with the types that lack', () => {
    const problems = recording(RecordedTypes.allExcept(['AWS::EC2::SecurityGroup', 'AWS::EC2::Volume']));
    expect(problems).toHaveLength(4);
    expect(problems).toContain('- recorder.recordedTypes: got "AWS::EC2::Volume"; allowed is all types that ENCRYPTED_VOLUMES judges; '
      + 'record them too, or leave the rule out in omissions: it would never find anything');
    expect(recording(RecordedTypes.only(['AWS::S3::Bucket'])).join()).not.toMatch(/S3_BUCKET|ROOT_ACCOUNT/);
    expect(recording(RecordedTypes.allExcept(['AWS::EC2::NetworkInterface']), RulePack.regulated())).toEqual([]);
  });

  it('a rule that looks once a day, but looks up what is not recorded', () => {
    const instances = recording(RecordedTypes.allExcept(['AWS::EC2::Instance']), RulePack.regulated());
    for (const identifier of ['EMR_MASTER_NO_PUBLIC_IP', 'EC2_STOPPED_INSTANCE']) {
      expect(instances).toContain(`- recorder.recordedTypes: got "AWS::EC2::Instance"; allowed is all types that ${identifier} judges; `
        + 'record them too, or leave the rule out in omissions: it would never find anything');
    }
  });

  it('the rule for tags where nothing is recorded that it judges, and not where something is', () => {
    const tags = (types: string[]) => problemsOf((stack) => {
      const recorder = new ConfigurationRecorder(stack, 'Recorder', { bucketName: 'archive', recordedTypes: RecordedTypes.only(types) });
      new ConfigurationRules(stack, 'Rules', { recorder, pack: RulePack.essential(), additionalRules: [ConfigurationRule.managed('REQUIRED_TAGS', { tag1Key: 'owner' })] });
    }).filter((problem) => problem.includes('REQUIRED_TAGS'));
    expect(tags(['AWS::S3::Bucket'])).toEqual([]);
    expect(tags(['AWS::SNS::Topic'])).toEqual([expect.stringContaining('allowed is one of the types that REQUIRED_TAGS judges')]);
  });
});
