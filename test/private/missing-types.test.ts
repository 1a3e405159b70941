import { App, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import {
  BehaviorGraph, ConfigurationRemediation, ConfigurationRules, FindingAggregation, Remedy, SensitiveDataDiscovery, SnapshotSharingBlock,
} from '../../lib';
import { deployTo } from '../../lib/private/deployed-regions';
import { lacksType, MissingType, regionsWith } from '../../lib/private/missing-types';
import { AWS_REGIONS } from '../../lib/private/regions';
import { refusalsOf, warningsOf } from '../support';

const TYPES: MissingType[] = [
  'AWS::Budgets::Budget', 'AWS::CE::AnomalyMonitor', 'AWS::Config::RemediationConfiguration', 'AWS::Detective::Graph', 'AWS::EC2::SnapshotBlockPublicAccess',
  'AWS::Macie::Session', 'AWS::SecurityHub::FindingAggregator',
];

function made(region: string | undefined, build: (stack: Stack) => Construct): { types: string[]; warnings: string[] } {
  const stack = new Stack(new App(), 'Test', { env: { region } });
  build(stack);
  return { types: stack.node.findAll().filter(CfnResource.isCfnResource).map(({ cfnResourceType }) => cfnResourceType), warnings: warningsOf(stack) };
}

describe('what AWS CloudFormation lacks in a region', () => {
  it('is lacked in regions that there are, and not in those that everything comes to first', () => {
    for (const type of TYPES) {
      expect(AWS_REGIONS.filter((region) => lacksType(type, region)).length).toBeGreaterThan(0);
      expect(['us-east-1', 'eu-central-1', 'eu-west-1', 'us-west-2'].filter((region) => lacksType(type, region))).toEqual([]);
    }
  });

  it('is not lacked where the region is known at deployment alone', () => {
    expect(lacksType('AWS::Detective::Graph', undefined)).toBe(false);
    expect(lacksType('AWS::Detective::Graph', Token.asString({ Ref: 'AWS::Region' }))).toBe(false);
  });

  it('is left out of the regions that several templates go to', () => {
    expect(regionsWith('AWS::Macie::Session', ['eu-central-1', 'mx-central-1', 'us-east-1'])).toEqual(['eu-central-1', 'us-east-1']);
  });

  it.each<[string, string, string, (stack: Stack) => Construct]>([
    ['AWS::SecurityHub::FindingAggregator', 'eu-south-1', 'finding-aggregation-region', (stack) => new FindingAggregation(stack, 'It')],
    ['AWS::Detective::Graph', 'eu-central-2', 'detective-region', (stack) => new BehaviorGraph(stack, 'It')],
    ['AWS::Macie::Session', 'ap-southeast-3', 'macie-region', (stack) => new SensitiveDataDiscovery(stack, 'It')],
    ['AWS::EC2::SnapshotBlockPublicAccess', 'ap-east-2', 'snapshot-sharing-block-region', (stack) => new SnapshotSharingBlock(stack, 'It')],
    ['AWS::Config::RemediationConfiguration', 'mx-central-1', 'remediation-region', (stack) => new ConfigurationRemediation(stack, 'It', {
      rules: new ConfigurationRules(stack, 'Rules'), remedies: [Remedy.closeSsh()],
    })],
  ])('is left out there, and synthesis says so: %s in %s', (type, region, id, build) => {
    const [there, elsewhere, anywhere] = [region, 'eu-central-1', undefined].map((each) => made(each, build));
    expect([there, elsewhere, anywhere].map(({ types }) => types.includes(type))).toEqual([false, true, true]);
    expect([there, elsewhere, anywhere].map(({ warnings }) => warnings.filter((warning) => warning.includes(`cdk-secure-baseline:${id}`)).length)).toEqual([1, 0, 0]);

    // One template for several regions: AWS CloudFormation refuses such a type where it lacks it, under a condition too.
    const together = (...regions: string[]) => refusalsOf(() => {
      const app = new App();
      deployTo(app, regions);
      build(new Stack(app, 'Test'));
    });
    expect(together(region, 'eu-central-1')).toEqual([
      `- regions: got "${region}"; allowed is regions that all have ${type}, or all lack it, since one template is for all of them; give those that lack it a stack set of their own`,
    ]);
    expect([together(region), together('eu-central-1', 'us-east-1')]).toEqual([[], []]);
  });
});
