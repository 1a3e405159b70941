import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AccountDomain, AlertedRules, BaselineProfile, ConfigurationDomain, ConfigurationRule, ConfigurationScope, RecordedTypes, RemediationMode, RulePack } from '../../lib';
import { MemberTemplateProps } from '../../lib/organization/member-template';
import { StackSetTemplate } from '../../lib/organization/stack-set-template';
import { regionsWith } from '../../lib/private/missing-types';
import { AWS_REGIONS } from '../../lib/private/regions';
import { warningsOf } from '../support';

const { HOME_REGION: HOME, FURTHER_REGION: FURTHER } = ConfigurationScope;

interface Resource { Type: string; Properties: Record<string, unknown>; DependsOn?: string[] }
interface Body { Resources: Record<string, Resource>; Parameters?: object; Outputs?: Record<string, object> }
const text = (template: StackSetTemplate) => template._body(new Stack(new App(), 'Scope'));
const body = (template: StackSetTemplate) => JSON.parse(text(template)) as Body;
const all = (template: StackSetTemplate) => Object.values(body(template).Resources);
const types = (template: StackSetTemplate) => all(template).map(({ Type: type }) => type);
const ofType = (template: StackSetTemplate, type: string) => all(template).filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
const fixes = (props: MemberTemplateProps) => StackSetTemplate.homeRegion(props)._problems().map(({ prop, fix }) => `${prop}: ${fix}`);

/** What accounts get, by profile: each template is synthesized once. */
const PROFILES = [BaselineProfile.essential(), BaselineProfile.standard(), BaselineProfile.regulated()].map((profile) => ({
  profile,
  home: [StackSetTemplate.homeRegion({ profile }), StackSetTemplate.rules(HOME, { profile }), StackSetTemplate.remediation(HOME, { profile })],
  further: [StackSetTemplate.furtherRegion({ profile }), StackSetTemplate.rules(FURTHER, { profile }), StackSetTemplate.remediation(FURTHER, { profile })],
  archive: [StackSetTemplate.logArchive(profile), StackSetTemplate.archiveQueries()],
}));
const EVERYWHERE = [StackSetTemplate.delegatedDetection(), StackSetTemplate.delegatedInspection(), StackSetTemplate.delegatedDataDiscovery()];
/** These know regions by their names; the questions have a partition for every one. */
const namesRegions = (template: StackSetTemplate) => [FORWARDING, STANDARDS].includes(template) || template.what === 'questions to the log archive';
const FORWARDING = StackSetTemplate.findingForwarding('eu-central-1');
const STANDARDS = StackSetTemplate.delegatedSecurityHub({ linkedRegions: ['us-east-1'] });
const SECURITY = { home: [StackSetTemplate.securityAlerts(), STANDARDS, ...EVERYWHERE], further: [FORWARDING, ...EVERYWHERE] };
const CASES = PROFILES.flatMap(({ profile: { name }, home, further, archive }): [string, StackSetTemplate[]][] => [
  [`a member account in its home region (${name})`, home],
  [`a member account in a further region (${name})`, further],
  [`the account that keeps the logs (${name})`, [...home, ...archive]],
  [`the account that administers security in its home region (${name})`, [...home, ...SECURITY.home]],
  [`the account that administers security in a further region (${name})`, [...further, ...SECURITY.further]],
]);

/** What there can be once in an account and region, or once in an account: names, and what AWS takes one of. */
const ONE = ['AWS::Config::ConfigurationRecorder', 'AWS::Config::DeliveryChannel', 'AWS::GuardDuty::Detector', 'AWS::SecurityHub::Hub', 'AWS::IAM::ServiceLinkedRole'];
function taken(template: StackSetTemplate): string[] {
  return Object.entries(body(template).Resources).flatMap(([id, { Type: type, Properties: properties = {} }]) => [
    ...ONE.includes(type) ? [type] : [],
    ...type === 'Custom::AccountSetting' ? [`setting ${id}`] : [],
    ...Object.entries(properties).filter(([key]) => /^(Name|\w+Name)$/.test(key) && !['LogGroupName', 'DisplayName', 'MetricName'].includes(key))
      .map(([key, value]) => `${type} ${key} ${JSON.stringify(value)}`),
    ...type === 'AWS::Logs::LogGroup' && !JSON.stringify(properties.LogGroupName).includes('AWS::StackId') ? [`log group ${JSON.stringify(properties.LogGroupName)}`] : [],
  ]);
}
const twice = (templates: StackSetTemplate[]) => {
  const names = templates.flatMap(taken).filter((name) => !name.startsWith('AWS::Lambda::'));
  return names.filter((name, index) => names.indexOf(name) !== index);
};

describe('StackSetTemplate', () => {
  it.each(CASES)('gives %s templates that stand alone: small, without assets, exports, account or region', (_, templates) => {
    for (const template of templates) {
      const written = text(template);
      const { Outputs: outputs = {}, Parameters: parameters = {}, Resources: resources } = body(template);
      expect(JSON.stringify(written).length).toBeLessThan(41_000);
      expect(Object.keys(resources).length).toBeLessThan(500);
      expect(written).not.toMatch(/Fn::ImportValue|cdk-hnb659fds|aws:cdk:path|\$\{Token|another-template/);
      expect(namesRegions(template) ? '' : written).not.toMatch(/eu-central-1|us-east-1|111122223333/);
      expect(Object.values(outputs).filter((output) => 'Export' in output)).toEqual([]);
      expect(Object.keys(parameters)).toEqual(template.parameterNames);
    }
  });

  it.each(CASES)('makes nothing twice in %s', (_, templates) => {
    expect(twice(templates)).toEqual([]);
  });

  it('would be found to make something twice', () => {
    expect(twice([StackSetTemplate.homeRegion(), StackSetTemplate.furtherRegion()])).toEqual(expect.arrayContaining([
      'AWS::Config::ConfigurationRecorder', 'AWS::AccessAnalyzer::Analyzer AnalyzerName "secure-baseline-external-access"', 'setting AccountEbsEncryptionByDefault',
    ]));
    expect(twice([StackSetTemplate.rules(HOME), StackSetTemplate.rules(FURTHER)])).toContain('AWS::Config::ConfigRule ConfigRuleName "secure-baseline-s3-bucket-ssl-requests-only"');
  });

  it.each(CASES)('names no role or policy in %s: they exist once for all regions of an account', (_, templates) => {
    const named = templates.flatMap(all).filter(({ Type: type, Properties: properties = {} }) =>
      type.startsWith('AWS::IAM::') && Object.keys(properties).some((key) => /^(Role|ManagedPolicy|User|Group|Policy)Name$/.test(key)));
    expect(named).toEqual([]);
  });

  it('records global resources in the home region alone, into the bucket it is told', () => {
    const recorder = (template: StackSetTemplate) => ofType(template, 'AWS::Config::ConfigurationRecorder')[0];
    expect(recorder(StackSetTemplate.homeRegion())).toMatchObject({ RecordingGroup: { IncludeGlobalResourceTypes: true } });
    expect(recorder(StackSetTemplate.furtherRegion())).toMatchObject({ RecordingGroup: { IncludeGlobalResourceTypes: false } });
    expect(text(StackSetTemplate.furtherRegion())).toContain('"S3BucketName":{"Ref":"LogBucketName"}');
  });

  it('makes what there is once an account in its home region alone', () => {
    const ids = (template: StackSetTemplate) => Object.keys(body(template).Resources);
    expect(ids(StackSetTemplate.homeRegion())).toEqual(expect.arrayContaining(['AccountS3PublicAccessBlock', 'AccountPasswordPolicy']));
    expect(ids(StackSetTemplate.furtherRegion())).not.toContain('AccountS3PublicAccessBlock');
    expect(ids(StackSetTemplate.furtherRegion())).toContain('AccountEbsEncryptionByDefault');
  });

  it('judges with the rules of the profile, and what exists once in the home region alone', () => {
    const rules = (scope: ConfigurationScope, profile: BaselineProfile) => ofType(StackSetTemplate.rules(scope, { profile }), 'AWS::Config::ConfigRule')
      .map(({ Source: source }) => (source as { SourceIdentifier: string }).SourceIdentifier);
    expect(rules(HOME, BaselineProfile.regulated())).toEqual(RulePack.regulated().ruleIdentifiers);
    expect(rules(HOME, BaselineProfile.essential())).toEqual(RulePack.essential().ruleIdentifiers);
    expect(rules(HOME, BaselineProfile.standard())).toContain('ROOT_ACCOUNT_MFA_ENABLED');
    expect(rules(FURTHER, BaselineProfile.standard())).not.toContain('ROOT_ACCOUNT_MFA_ENABLED');
  });

  it('remedies what the rules find by a person\'s hand, or by itself, and sends flow logs to the archive', () => {
    const remedies = (template: StackSetTemplate) => ofType(template, 'AWS::Config::RemediationConfiguration');
    const judged = ofType(StackSetTemplate.rules(HOME), 'AWS::Config::ConfigRule').map(({ ConfigRuleName: name }) => name);
    expect(remedies(StackSetTemplate.remediation(HOME)).length).toBeGreaterThan(10);
    expect(remedies(StackSetTemplate.remediation(HOME)).filter(({ ConfigRuleName: name, Automatic: automatic }) => !judged.includes(name) || automatic)).toEqual([]);
    const configuration = ConfigurationDomain.recorder({ remediationMode: RemediationMode.automatic() });
    expect(remedies(StackSetTemplate.remediation(FURTHER, { configuration })).every(({ Automatic: automatic }) => automatic)).toBe(true);
    expect(text(StackSetTemplate.remediation(HOME))).toContain(':s3:::",{"Ref":"LogBucketName"}');
    expect(types(StackSetTemplate.remediation(HOME)).filter((type) => ['AWS::Config::ConfigRule', 'AWS::Config::ConfigurationRecorder'].includes(type))).toEqual([]);
  });

  it('sends flow logs of further regions there too', () => {
    expect(StackSetTemplate.remediation(FURTHER).parameterNames).toEqual(['LogBucketName']);
    expect(text(StackSetTemplate.remediation(FURTHER))).toContain(':s3:::",{"Ref":"LogBucketName"}');
  });

  describe('in regions that lack rules', () => {
    const scope = () => new Stack(new App(), 'Scope');
    const MILAN = ['eu-central-1', 'eu-south-1'];

    it('leaves them and their remedies out there alone, and the stack set says which', () => {
      const warned = scope();
      const rules = JSON.parse(StackSetTemplate.rules(FURTHER)._body(warned, MILAN)) as { Resources: Record<string, { Condition?: string; Properties: { Source: object } }> };
      const some = Object.values(rules.Resources).filter(({ Condition: condition }) => condition).map(({ Properties }) => Properties.Source);
      expect(some).toEqual(['RDS_SNAPSHOTS_PUBLIC_PROHIBITED', 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION', 'EC2_MANAGEDINSTANCE_PATCH_COMPLIANCE_STATUS_CHECK']
        .map((SourceIdentifier) => ({ Owner: 'AWS', SourceIdentifier })));
      expect(warningsOf(warned)).toEqual([expect.stringMatching(/in eu-south-1 RDS_.*cdk-secure-baseline:rules-region/)]);
      expect(StackSetTemplate.rules(FURTHER)._body(scope(), ['eu-central-1', 'us-east-1'])).not.toContain('"Condition');
      expect(StackSetTemplate.remediation(FURTHER)._body(scope(), ['eu-central-1', 'eu-south-2'])).toContain('"Condition":"Outside1"');
    });

    it('is synthesized once for the same regions, whatever their order', () => {
      const template = StackSetTemplate.rules(FURTHER);
      const one = scope();
      const first = template._body(one, MILAN);
      const again = scope();
      expect(template._body(again, [...MILAN].reverse())).toBe(first);
      expect(warningsOf(again)).toEqual([]);
      expect(template._body(scope(), ['eu-south-1'])).not.toBe(first);
    });

    it('fits into a stack set for every region there is', () => {
      const able = regionsWith('AWS::Config::RemediationConfiguration', AWS_REGIONS);
      for (const [template, regions] of [[StackSetTemplate.rules, AWS_REGIONS], [StackSetTemplate.remediation, able]] as const) {
        expect(JSON.stringify(template(FURTHER, { profile: BaselineProfile.regulated() })._body(scope(), regions)).length).toBeLessThan(44_000);
      }
    });
  });

  it('takes over what is chosen of the configuration', () => {
    const configuration = ConfigurationDomain.recorder({ pack: RulePack.essential(), additionalRules: [ConfigurationRule.managed('EC2_STOPPED_INSTANCE', { AllowedDays: '7' })] });
    expect(text(StackSetTemplate.rules(HOME, { configuration }))).toContain('"AllowedDays":"7"');
  });

  it('leaves threat detection to the account that administers it', () => {
    expect(types(StackSetTemplate.homeRegion())).not.toContain('AWS::GuardDuty::Detector');
  });

  it('tells a person what is found, over a topic with a key that Amazon EventBridge may use', () => {
    const template = StackSetTemplate.securityAlerts({ securityContact: 'security@example.com' });
    expect(ofType(template, 'AWS::SNS::Subscription')).toEqual([expect.objectContaining({ Endpoint: 'security@example.com' })]);
    expect(ofType(template, 'AWS::SNS::Topic')[0].KmsMasterKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
    expect(JSON.stringify(ofType(template, 'AWS::KMS::Key'))).toContain('"Principal":{"Service":"events.amazonaws.com"}');
    expect(JSON.stringify(ofType(template, 'AWS::Events::Rule').map(({ EventPattern: pattern }) => pattern))).toMatch(/aws\.guardduty.*aws\.securityhub.*aws\.inspector2/);
  });

  it('sends what is found elsewhere to the home region', () => {
    expect(JSON.stringify(ofType(StackSetTemplate.findingForwarding('eu-central-1'), 'AWS::Events::Rule'))).toMatch(/events:eu-central-1:.*event-bus\/default/);
    expect(StackSetTemplate.findingForwarding('mars-1')._problems()).toEqual([expect.objectContaining({ prop: 'homeRegion', got: 'mars-1' })]);
  });

  it('checks all accounts below the root it is told, from the home region, with the regions that are worked in', () => {
    expect(ofType(STANDARDS, 'AWS::SecurityHub::PolicyAssociation')).toEqual([expect.objectContaining({ TargetType: 'ROOT', TargetId: { Ref: 'RootId' } })]);
    const linked = (template: StackSetTemplate) => /"enable":\{[^{}]*"UpdateFindingAggregator","input":(\{.*?\})/.exec(JSON.stringify(ofType(template, 'Custom::OrganizationSwitches')).replace(/\\"/g, '"'))?.[1];
    expect(linked(STANDARDS)).toBe('{"RegionLinkingMode":"SPECIFIED_REGIONS","Regions":["us-east-1"]}');
    expect(linked(StackSetTemplate.delegatedSecurityHub({ linkedRegions: [] }))).toBe('{"RegionLinkingMode":"NO_REGIONS"}');
    const problems = StackSetTemplate.delegatedSecurityHub({ linkedRegions: ['mars-1'], disabledControls: [{ controlId: 'none', reason: '' }] })._problems();
    expect(problems.map(({ prop }) => prop)).toEqual(['disabledControls[0].controlId', 'disabledControls[0].reason', expect.stringMatching(/^regions/)]);
  });

  it('looks at access from outside the organization beside threats', () => {
    expect(ofType(EVERYWHERE[0], 'AWS::AccessAnalyzer::Analyzer')).toEqual([expect.objectContaining({ Type: 'ORGANIZATION' })]);
  });

  it('refuses what the services do not scan or look for', () => {
    expect(StackSetTemplate.delegatedInspection(['moon' as never])._problems()).toEqual([expect.objectContaining({ got: 'moon' })]);
    expect(StackSetTemplate.delegatedDataDiscovery('moon' as never)._problems()).toEqual([expect.objectContaining({ got: 'moon' })]);
  });

  it('keeps the logs of the organization it is told', () => {
    const template = StackSetTemplate.logArchive(BaselineProfile.essential());
    expect(types(template)).toEqual(expect.arrayContaining(['AWS::S3::Bucket', 'AWS::KMS::Key']));
    expect(text(template)).toContain('"aws:SourceOrgID":{"Ref":"OrganizationId"}');
    expect(text(template)).toContain('{"Ref":"ManagementAccountId"}');
  });

  it('leaves out what is left out', () => {
    const template = StackSetTemplate.homeRegion({ accountSettings: AccountDomain.omitted('by hand'), configuration: ConfigurationDomain.omitted('by hand') });
    expect(types(template)).toEqual(['AWS::AccessAnalyzer::Analyzer']);
  });

  it('refuses what one account alone can have, and alerts that no account has', () => {
    const ebsEncryptionKey = Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012');
    expect(fixes({ accountSettings: AccountDomain.settings({ accountAlias: 'ours', ebsEncryptionKey }) })).toEqual([
      'accountSettings.accountAlias: leave it out: no two accounts have the same alias',
      'accountSettings.ebsEncryptionKey: leave it out: a key is in one account and region',
    ]);
    expect(fixes({ configuration: ConfigurationDomain.recorder({ alertedRules: AlertedRules.all() }) })).toEqual([
      'configuration.alertedRules: leave it out: no account has alerts of its own, and AWS Security Hub tells the account that administers it',
    ]);
    expect(fixes({ profile: 'standard' as never, accountSettings: 'none' as never })).toEqual([expect.stringMatching(/^profile/), expect.stringMatching(/^accountSettings/)]);
    expect(fixes({})).toEqual([]);
  });

  it('refuses rules for what is not recorded, though another template records', () => {
    const configuration = ConfigurationDomain.recorder({ recordedTypes: RecordedTypes.only(['AWS::S3::Bucket']) });
    expect(() => text(StackSetTemplate.rules(HOME, { configuration }))).toThrow(/recorder\.recordedTypes.*all types that/);
  });

  it('refuses an address that is none, and no source of findings', () => {
    expect(StackSetTemplate.securityAlerts({ securityContact: 'nobody', findingSources: [] })._problems().map(({ prop }) => prop)).toEqual(['securityContact', 'findingSources']);
  });
});
