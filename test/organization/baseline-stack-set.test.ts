import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { BaselineStackSet, BaselineStackSetProps } from '../../lib/organization/baseline-stack-set';
import { RegionConcurrency } from '../../lib/organization/region-concurrency';
import { StackSetTemplate } from '../../lib/organization/stack-set-template';
import { problemsOf, synthesize } from '../support';

const PROPS: BaselineStackSetProps = {
  stackSetName: 'secure-baseline-home',
  template: StackSetTemplate.homeRegion(),
  targetIds: ['ou-a1b2-12345678'],
  regions: ['eu-central-1'],
  parameters: { LogBucketName: 'evidence' },
};
const make = (props: Partial<BaselineStackSetProps> = {}) => synthesize((stack) => {
  new BaselineStackSet(stack, 'Set', { ...PROPS, ...props });
});
const properties = (props: Partial<BaselineStackSetProps> = {}) => Object.values(make(props).findResources('AWS::CloudFormation::StackSet'))[0].Properties;
const refusals = (props: Partial<BaselineStackSetProps>) => problemsOf((stack) => new BaselineStackSet(stack, 'Set', { ...PROPS, ...props }));

describe('BaselineStackSet', () => {
  it('deploys to every account of a unit, those to come among them, with permissions AWS manages', () => {
    expect(properties()).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED', CallAs: 'SELF', ManagedExecution: { Active: true }, Capabilities: ['CAPABILITY_IAM'],
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Parameters: [{ ParameterKey: 'LogBucketName', ParameterValue: 'evidence' }],
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

  it('deploys to no new account by itself where accounts are named: automatic deployment would reach each of them', () => {
    expect(properties({ onlyAccountIds: ['111122223333'] }).AutoDeployment).toEqual({ Enabled: false });
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

  it('refuses to wait for more than AWS lets it, and for anything where new accounts get nothing', () => {
    const after = (count: number) => {
      const stack = new Stack(new App(), 'Others');
      return Array.from({ length: count }, (_, index) => new BaselineStackSet(stack, `Set${index}`, { ...PROPS, template: PROPS.template, stackSetName: `set-${index}` }));
    };
    expect(refusals({ after: after(11) })).toEqual([expect.stringMatching(/^- after: got 11; allowed is a whole number from 1 to 10/)]);
    expect(refusals({ after: after(1), onlyAccountIds: ['111122223333'] })).toEqual([
      '- after: got "1 stack sets"; allowed is nothing, since there are onlyAccountIds; leave it out: the stack set is not for new accounts',
    ]);
  });

  it('warns of what the template loosens, once', () => {
    const template = StackSetTemplate.securityAlerts();
    const stack = new Stack(new App(), 'Scope');
    const [first, second] = ['One', 'Two'].map((id) => new BaselineStackSet(stack, id, { ...PROPS, template, parameters: undefined, stackSetName: id }));
    const warnings = ({ node }: BaselineStackSet) => node.metadata.map(({ data }) => data as string);
    expect(warnings(first)).toEqual([expect.stringMatching(/^nobody is subscribed to the alerts.*\[ack: cdk-secure-baseline:no-security-contact\]$/)]);
    expect(warnings(second)).toEqual([]);
  });

  it('refuses a parameter that is missing, and one the template does not ask for', () => {
    expect(refusals({ parameters: { Other: 'x' } })).toEqual([
      '- parameters: got nothing; allowed is a value for LogBucketName; pass one: the template asks for it',
      '- parameters: got "Other"; allowed is LogBucketName; leave it out: the template does not ask for it',
    ]);
  });

  it('refuses a template that does not fit into one', () => {
    const template = StackSetTemplate.homeRegion();
    jest.spyOn(template, '_body').mockReturnValue('x'.repeat(44_000));
    expect(refusals({ template })).toEqual(['- template: got "44002 characters"; allowed is 44000, to fit into a template; leave some of its settings out']);
  });
});
