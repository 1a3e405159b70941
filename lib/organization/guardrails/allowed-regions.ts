import { checkRegion, checkUnique, Problem } from '../../private/validation';
import { checkActions } from './guardrail-checks';
import { EVERYBODY, EXEMPT_ROLES, GuardrailEntry, unlessExempt } from './guardrail-entry';

/**
 * Actions of services that are not bound to a region, as of November 2026: their requests name us-east-1, or the region of whoever asks,
 * wherever that is.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
const GLOBAL_ACTIONS = [
  'account:*', 'acm:*', 'artifact:*', 'aws-marketplace:*', 'bcm-data-exports:*', 'bcm-pricing-calculator:*', 'billing:*',
  'billingconductor:*', 'budgets:*', 'ce:*', 'chatbot:*', 'cloudfront:*', 'consolidatedbilling:*', 'cost-optimization-hub:*', 'cur:*',
  'directconnect:*', 'ec2:DescribeRegions', 'ec2:DescribeTransitGateways', 'ec2:DescribeVpnGateways', 'ecr-public:*', 'fms:*', 'freetier:*',
  'globalaccelerator:*', 'health:*', 'iam:*', 'invoicing:*', 'kms:*', 'networkmanager:*', 'notifications-contacts:*', 'notifications:*',
  'organizations:*', 'payments:*', 'pricing:*', 'purchase-orders:*', 'resource-explorer-2:*', 'route53-recovery-cluster:*',
  'route53-recovery-control-config:*', 'route53-recovery-readiness:*', 'route53:*', 'route53domains:*', 's3:CreateMultiRegionAccessPoint',
  's3:DeleteMultiRegionAccessPoint', 's3:DescribeMultiRegionAccessPointOperation', 's3:GetAccountPublicAccessBlock', 's3:GetBucketLocation',
  's3:ListAllMyBuckets', 's3:ListMultiRegionAccessPoints', 's3:PutAccountPublicAccessBlock', 'savingsplans:*', 'shield:*', 'sso:*', 'sts:*',
  'support:*', 'supportplans:*', 'sustainability:*', 'tag:GetResources', 'tax:*', 'trustedadvisor:*', 'waf-regional:*', 'waf:*', 'wafv2:*',
];

/** With a cross-region inference profile Amazon Bedrock picks the region itself, so these are denied only when called without one. */
const INFERENCE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

export const ALLOWED_REGIONS = (regions: string[], elsewhereActions: string[]): GuardrailEntry => ({
  id: 'allowed-regions',
  what: `Services that live in regions are used in ${regions.join(', ')} alone.`,
  why: 'Data stays where it may be, and nobody mines coins in a region nobody looks at.',
  binds: EVERYBODY,
  exceptions: [
    EXEMPT_ROLES, 'Global services, and Amazon Bedrock through cross-region inference.',
    ...elsewhereActions.length === 0 ? [] : [`${elsewhereActions.join(', ')}.`],
  ].join(' '),
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html',
  regions,
  statements: (exemptRoles) => {
    const elsewhere = { StringNotEquals: { 'aws:RequestedRegion': regions }, ...unlessExempt(exemptRoles) };
    const free = [...new Set([...GLOBAL_ACTIONS, ...INFERENCE_ACTIONS, ...elsewhereActions])];
    return [
      { Sid: 'AllowedRegions', Effect: 'Deny', NotAction: free, Resource: '*', Condition: elsewhere },
      {
        Sid: 'AllowedRegionsBedrock',
        Effect: 'Deny',
        Action: INFERENCE_ACTIONS,
        Resource: '*',
        Condition: { ...elsewhere, Null: { 'bedrock:InferenceProfileArn': 'true' } },
      },
    ];
  },
  problems: (prop) => [...checkRegions(prop, regions), ...checkActions(`${prop}.elsewhere`, elsewhereActions)],
});

function checkRegions(prop: string, regions: string[]): Problem[] {
  return regions.length === 0
    ? [{
      prop, got: regions, allowed: 'one region or more',
      fix: 'name the regions you work in: with none, nothing could be used at all',
    }]
    : [
      ...regions.flatMap((region, index) => checkRegion(`${prop}.regions[${index}]`, region)),
      ...checkUnique(`${prop}.regions`, regions, 'name each region once'),
    ];
}
