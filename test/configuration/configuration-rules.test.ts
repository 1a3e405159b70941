import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { stringify } from 'yaml';
import { ConfigurationRecorder, ConfigurationRules, ConfigurationRulesProps, ConfigurationScope } from '../../lib';
import { ConfigurationRule } from '../../lib/configuration/configuration-rule';
import { RecordedTypes } from '../../lib/configuration/recorded-types';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { RulePack } from '../../lib/configuration/rule-pack';
import { problemsOf, synthesize } from '../support';

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
});
