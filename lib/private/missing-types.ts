import { IConstruct } from 'constructs';
import { lackOf } from './deployed-regions';
import { OPT_IN_REGIONS } from './regions';
import { refuse } from './validation';

/** Where AWS CloudFormation lacks a type, as its registry had it in November 2026. Types that are everywhere are not here. */
const MISSING = {
  'AWS::Budgets::Budget': [
    'af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-3', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6',
    'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'mx-central-1',
    'us-gov-east-1', 'us-gov-west-1',
  ],
  'AWS::CE::AnomalyMonitor': ['ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'mx-central-1', 'us-gov-east-1', 'us-gov-west-1'],
  'AWS::Config::RemediationConfiguration': ['ap-east-2', 'ap-southeast-6', 'ap-southeast-7', 'mx-central-1'],
  'AWS::Detective::Graph': [
    'ap-east-2', 'ap-northeast-3', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7',
    'ca-west-1', 'cn-north-1', 'cn-northwest-1', 'eu-central-2', 'eu-south-2', 'me-central-1', 'mx-central-1',
  ],
  'AWS::EC2::SnapshotBlockPublicAccess': ['ap-east-2'],
  'AWS::Macie::Session': [
    'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'cn-north-1',
    'cn-northwest-1', 'eu-central-2', 'eu-south-2', 'me-central-1', 'mx-central-1', 'us-gov-east-1', 'us-gov-west-1',
  ],
  // Regions that have to be enabled before they are used collect nothing.
  'AWS::SecurityHub::FindingAggregator': OPT_IN_REGIONS,
} satisfies Record<string, readonly string[]>;

export type MissingType = keyof typeof MISSING;

/** Whether a region lacks a type. One that is not known at synthesis has all. */
export function lacksType(type: MissingType, region?: string): boolean {
  const without: readonly string[] = MISSING[type];
  return region !== undefined && without.includes(region);
}

/** Those of some regions that have a type: for what reaches several regions at once, whose own stack is in another one. */
export function regionsWith(type: MissingType, regions: readonly string[]): string[] {
  return regions.filter((region) => !lacksType(type, region));
}

/**
 * The regions of a construct, where they lack a type. Refuses to be in one template for regions that have it and such that lack it: AWS
 * CloudFormation knows no template with such a type there, not even under a condition.
 */
export function regionsLacking(type: MissingType, construct: IConstruct): readonly string[] {
  const { regions, everywhere } = lackOf(construct, (region) => lacksType(type, region));
  refuse(construct, regions.length > 0 && !everywhere ? [{
    prop: 'regions', got: regions.join(', '), allowed: `regions that all have ${type}, or all lack it, since one template is for all of them`,
    fix: 'give those that lack it a stack set of their own',
  }] : []);
  return regions;
}
