import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AccountDomain, BaselineProfile, ConfigurationDomain } from '../../lib';
import { BaselineStackSet, BaselineStackSetProps } from '../../lib/organization/baseline-stack-set';
import { RegionConcurrency } from '../../lib/organization/region-concurrency';
import { MemberTemplateProps, StackSetTemplate } from '../../lib/organization/stack-set-template';
import { problemsOf, synthesize } from '../support';

const PROPS: BaselineStackSetProps = {
  stackSetName: 'secure-baseline-home',
  template: StackSetTemplate.homeRegion(),
  targetIds: ['ou-a1b2-12345678'],
  regions: ['eu-central-1'],
  parameters: { ConfigurationBucketName: 'evidence' },
};
const make = (props: Partial<BaselineStackSetProps> = {}) => synthesize((stack) => {
  new BaselineStackSet(stack, 'Set', { ...PROPS, ...props });
});
const properties = (props: Partial<BaselineStackSetProps> = {}) => Object.values(make(props).findResources('AWS::CloudFormation::StackSet'))[0].Properties;
const refusals = (props: Partial<BaselineStackSetProps>) => problemsOf((stack) => new BaselineStackSet(stack, 'Set', { ...PROPS, ...props }));

interface Body { Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>; Parameters: object; Outputs?: Record<string, object>; Description: string }
const body = (template: StackSetTemplate) => {
  const text = template._body(new Stack(new App(), 'Scope'));
  const parsed = JSON.parse(text) as Body;
  return { text, ...parsed, types: Object.values(parsed.Resources).map(({ Type: type }) => type) };
};
const ALL: [string, StackSetTemplate][] = [
  ['a home region', StackSetTemplate.homeRegion()], ['a further region', StackSetTemplate.furtherRegion()], ['the log archive', StackSetTemplate.logArchive()],
  ['detection', StackSetTemplate.delegatedDetection()],
];

describe('BaselineStackSet', () => {
  it('deploys to every account of a unit, those to come among them, with permissions AWS manages', () => {
    expect(properties()).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED', CallAs: 'SELF', ManagedExecution: { Active: true }, Capabilities: ['CAPABILITY_IAM'],
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Parameters: [{ ParameterKey: 'ConfigurationBucketName', ParameterValue: 'evidence' }],
      StackInstancesGroup: [{ Regions: ['eu-central-1'], DeploymentTargets: { OrganizationalUnitIds: ['ou-a1b2-12345678'] } }],
    });
    expect(JSON.stringify(properties())).not.toContain('AccountFilterType');
  });

  it('goes region by region in their order, and stops before too many fail', () => {
    expect(properties({ regions: ['us-east-1', 'eu-west-1'] }).OperationPreferences).toEqual({
      FailureTolerancePercentage: 10, MaxConcurrentPercentage: 25, ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', RegionConcurrencyType: 'SEQUENTIAL',
      RegionOrder: ['us-east-1', 'eu-west-1'],
    });
    expect(properties({ failureTolerancePercentage: 0, maxConcurrentPercentage: 100, regionConcurrency: RegionConcurrency.PARALLEL }).OperationPreferences)
      .toMatchObject({ FailureTolerancePercentage: 0, MaxConcurrentPercentage: 100, RegionConcurrencyType: 'PARALLEL' });
  });

  it('deploys to named accounts alone', () => {
    expect(properties({ onlyAccountIds: ['111122223333'] }).StackInstancesGroup[0].DeploymentTargets)
      .toEqual({ OrganizationalUnitIds: ['ou-a1b2-12345678'], Accounts: ['111122223333'], AccountFilterType: 'INTERSECTION' });
  });

  it('comes after another one in a new account', () => {
    const template = synthesize((stack) => {
      const home = new BaselineStackSet(stack, 'Home', PROPS);
      new BaselineStackSet(stack, 'Further', { ...PROPS, stackSetName: 'further', after: [home] });
    });
    const [first, second] = Object.values(template.findResources('AWS::CloudFormation::StackSet')).map(({ Properties }) => Properties.AutoDeployment.DependsOn);
    expect(first).toBeUndefined();
    expect(JSON.stringify(second)).toMatch(/:cloudformation:.*:stackset\/".*Home.*StackSetId/);
  });

  it('synthesizes a template once for many stack sets, and leaves nothing of it to deploy', () => {
    const app = new App();
    const template = StackSetTemplate.furtherRegion();
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id));
    const [first, second] = stacks.map((stack) => {
      new BaselineStackSet(stack, 'Set', { ...PROPS, template });
      return (stack.node.findAll().find((each) => CfnResource.isCfnResource(each)) as CfnResource & { templateBody: string }).templateBody;
    });
    expect(first).toBe(second);
    expect(app.synth().stacksRecursively.map(({ stackName }) => stackName)).toEqual(['One', 'Two']);
  });

  it('refuses what is none, empty, too many or twice', () => {
    expect(refusals({ stackSetName: '1', targetIds: [], regions: ['mars-1', 'mars-1'], onlyAccountIds: [], failureTolerancePercentage: 101, maxConcurrentPercentage: 0 })).toEqual([
      expect.stringMatching(/^- stackSetName: got "1"/), expect.stringMatching(/^- targetIds: got 0; allowed is a whole number from 1 to 50; name a unit above/),
      '- regions[1]: got "mars-1"; allowed is each value once; name each region once', expect.stringMatching(/^- regions\[0\]/), expect.stringMatching(/^- regions\[1\]/),
      expect.stringMatching(/^- onlyAccountIds: got 0/), expect.stringMatching(/^- failureTolerancePercentage: got 101; allowed is a whole number from 0 to 100/),
      expect.stringMatching(/^- maxConcurrentPercentage: got 0; allowed is a whole number from 1 to 100/),
    ]);
    expect(refusals({ targetIds: ['111122223333'] })).toEqual([expect.stringMatching(/^- targetIds\[0\]: got "111122223333"; allowed is a root/)]);
    expect(refusals({ targetIds: Array.from({ length: 51 }, (_, index) => `ou-a1b2-${10_000_000 + index}`) })).toEqual([expect.stringMatching(/^- targetIds: got 51/)]);
  });

  it('refuses a parameter that is missing, and one the template does not ask for', () => {
    expect(refusals({ parameters: { Other: 'x' } })).toEqual([
      '- parameters: got nothing; allowed is a value for ConfigurationBucketName; pass one: the template asks for it',
      '- parameters: got "Other"; allowed is ConfigurationBucketName; leave it out: the template does not ask for it',
    ]);
  });

  it('refuses a template that does not fit into one', () => {
    const template = StackSetTemplate.homeRegion();
    jest.spyOn(template, '_body').mockReturnValue('x'.repeat(44_000));
    expect(refusals({ template })).toEqual(['- template: got "44002 characters"; allowed is 44000, to fit into a template; leave some of its settings out']);
  });
});

describe('StackSetTemplate', () => {
  it.each(ALL)('of %s stands alone: without assets, exports, account or region', (_, template) => {
    const { text, Outputs: outputs = {}, Parameters: parameters = {} } = body(template);
    expect(text.length).toBeLessThan(41_000);
    expect(text).not.toMatch(/Fn::ImportValue|cdk-hnb659fds|aws:cdk:path|\$\{Token/);
    expect(text).not.toMatch(/eu-central-1|us-east-1|111122223333/);
    expect(Object.values(outputs).filter((output) => 'Export' in output)).toEqual([]);
    expect(Object.keys(parameters)).toEqual(template.parameterNames);
  });

  it('records global resources in the home region alone, into the bucket it is told', () => {
    const recorder = (template: StackSetTemplate) => Object.values(body(template).Resources).find(({ Type: type }) => type === 'AWS::Config::ConfigurationRecorder')!.Properties;
    expect(recorder(StackSetTemplate.homeRegion())).toMatchObject({ RecordingGroup: { IncludeGlobalResourceTypes: true } });
    expect(recorder(StackSetTemplate.furtherRegion())).toMatchObject({ RecordingGroup: { IncludeGlobalResourceTypes: false } });
    expect(body(StackSetTemplate.furtherRegion()).text).toContain('"S3BucketName":{"Ref":"ConfigurationBucketName"}');
  });

  it('makes what there is once an account in its home region alone', () => {
    expect(Object.keys(body(StackSetTemplate.homeRegion()).Resources)).toEqual(expect.arrayContaining(['AccountS3PublicAccessBlock', 'AccountPasswordPolicy']));
    expect(Object.keys(body(StackSetTemplate.furtherRegion()).Resources)).not.toContain('AccountS3PublicAccessBlock');
    expect(Object.keys(body(StackSetTemplate.furtherRegion()).Resources)).toContain('AccountEbsEncryptionByDefault');
  });

  it('leaves threat detection to the account that administers it', () => {
    expect(body(StackSetTemplate.homeRegion()).types).not.toContain('AWS::GuardDuty::Detector');
  });

  it('keeps the logs of the organization it is told', () => {
    const { text, types } = body(StackSetTemplate.logArchive(BaselineProfile.essential()));
    expect(types).toEqual(expect.arrayContaining(['AWS::S3::Bucket', 'AWS::KMS::Key']));
    expect(text).toContain('"aws:SourceOrgID":{"Ref":"OrganizationId"}');
    expect(text).toContain('{"Ref":"ManagementAccountId"}');
  });

  it('leaves out what is left out', () => {
    const { types } = body(StackSetTemplate.homeRegion({ accountSettings: AccountDomain.omitted('by hand'), configuration: ConfigurationDomain.omitted('by hand') }));
    expect(types).toEqual(['AWS::AccessAnalyzer::Analyzer']);
  });

  it('refuses what one account alone can have', () => {
    const problems = (props: MemberTemplateProps) => StackSetTemplate.homeRegion(props)._problems().map(({ prop, fix }) => `${prop}: ${fix}`);
    const ebsEncryptionKey = Key.fromKeyArn(new Stack(), 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012');
    expect(problems({ accountSettings: AccountDomain.settings({ accountAlias: 'ours', ebsEncryptionKey }) })).toEqual([
      'accountSettings.accountAlias: leave it out: no two accounts have the same alias',
      'accountSettings.ebsEncryptionKey: leave it out: a key is in one account and region',
    ]);
    expect(problems({ profile: 'standard' as never })).toEqual([expect.stringMatching(/^profile/)]);
    expect(problems({})).toEqual([]);
  });
});
