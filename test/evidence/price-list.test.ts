import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnBackupPlan } from 'aws-cdk-lib/aws-backup';
import { CfnEventDataStore, CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnAlarm, CfnCompositeAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnConfigRule, CfnConfigurationRecorder, CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { CfnGraph } from 'aws-cdk-lib/aws-detective';
import {
  CfnClientVpnEndpoint, CfnClientVpnTargetNetworkAssociation, CfnEIP, CfnFlowLog, CfnNatGateway, CfnTransitGatewayAttachment,
  CfnTransitGatewayVpcAttachment, CfnVPCEndpoint, CfnVPCPeeringConnection, CfnVPNConnection,
} from 'aws-cdk-lib/aws-ec2';
import { CfnDetector, CfnMalwareProtectionPlan } from 'aws-cdk-lib/aws-guardduty';
import { CfnKey, CfnReplicaKey } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, CfnMetricFilter, CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { CfnSession } from 'aws-cdk-lib/aws-macie';
import { CfnFirewall } from 'aws-cdk-lib/aws-networkfirewall';
import { CfnFirewallRuleGroupAssociation, CfnResolverQueryLoggingConfig } from 'aws-cdk-lib/aws-route53resolver';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnHub } from 'aws-cdk-lib/aws-securityhub';
import { FIXED_PRICES, PRICES_AS_OF, USAGE_PRICES } from '../../lib/evidence/price-list';
import { inWords } from '../../lib/private/rate';

const TYPES = [
  CfnAlarm, CfnAnalyzer, CfnCompositeAlarm, CfnDashboard, CfnEventDataStore, CfnGraph, CfnHub, CfnQueryDefinition, CfnRemediationConfiguration, CfnSession,
  CfnTrail, CfnWorkGroup, CfnAutoScalingGroup, CfnBackupPlan, CfnBucket, CfnClientVpnEndpoint, CfnClientVpnTargetNetworkAssociation, CfnConfigRule, CfnConfigurationRecorder,
  CfnDetector, CfnEIP, CfnFirewall, CfnFirewallRuleGroupAssociation, CfnFlowLog, CfnKey, CfnLogGroup, CfnMalwareProtectionPlan,
  CfnMetricFilter, CfnNatGateway, CfnReplicaKey,
  CfnResolverQueryLoggingConfig, CfnTransitGatewayAttachment, CfnTransitGatewayVpcAttachment, CfnVPCEndpoint, CfnVPCPeeringConnection, CfnVPNConnection,
].map(({ CFN_RESOURCE_TYPE_NAME: name }) => name);
/** Of this library, and shown to be used by the tests of the cost sheet. */
const CUSTOM_TYPES = ['Custom::AccountSetting', 'Custom::AdoptedService'];

/** A page of AWS about prices. */
const PAGE = /^https:\/\/aws\.amazon\.com\/[a-z0-9-]+\/(access-analyzer\/)?pricing\/(on-demand\/)?$/;

describe('the price list', () => {
  it('names types that exist, since a misspelt one would cost nothing', () => {
    const named = [...FIXED_PRICES, ...USAGE_PRICES].map(({ resourceType }) => resourceType);
    expect([...new Set(named)].sort()).toEqual([...TYPES, ...CUSTOM_TYPES].sort());
  });

  it.each([['fixed', FIXED_PRICES], ['usage', USAGE_PRICES]])('says of each of the %s prices something else', (_, prices) => {
    expect(new Set(prices.map(({ item }) => item)).size).toBe(prices.length);
  });

  it('counts by type alone no type twice, or a resource would be paid for twice', () => {
    const byType = FIXED_PRICES.filter(({ quantity }) => !quantity).map(({ resourceType }) => resourceType);
    expect(new Set(byType).size).toBe(byType.length);
  });

  it.each(FIXED_PRICES)('has the price of a $resourceType from AWS', ({ item, monthly, link }) => {
    expect(monthly).toBeGreaterThan(0);
    expect(item).not.toBe('');
    expect(link).toMatch(PAGE);
  });

  it.each(USAGE_PRICES)('has words for the use of a $resourceType from AWS', ({ item, link }) => {
    expect(item).not.toBe('');
    expect(link).toMatch(PAGE);
  });

  it.each(USAGE_PRICES.filter(({ rates }) => rates))('has figures above nothing: $item', ({ rates }) => {
    expect(rates!.every(({ usd }) => usd > 0)).toBe(true);
  });

  it('writes prices as precisely as they are', () => {
    expect(inWords([{ usd: 0.8, per: 'a' }, { usd: 4, per: 'b', monthly: true }, { usd: 0.003, per: 'c' }, { usd: 1.2528, per: 'd' }]))
      .toBe('0.80 for each a, 4.00 a month for each b, 0.003 for each c, 1.2528 for each d');
  });

  it('says when and where the prices were looked up', () => {
    expect(PRICES_AS_OF).toMatch(/us-east-1, \w+ 20\d\d$/);
    expect(USAGE_PRICES.flatMap(({ readOn = [] }) => readOn).every((date) => /^\d+ \w+ 20\d\d$/.test(date))).toBe(true);
  });
});
