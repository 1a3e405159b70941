import { CfnBackupPlan } from 'aws-cdk-lib/aws-backup';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnConfigRule, CfnConfigurationRecorder } from 'aws-cdk-lib/aws-config';
import { CfnEIP, CfnFlowLog, CfnNatGateway } from 'aws-cdk-lib/aws-ec2';
import { CfnDetector, CfnMalwareProtectionPlan } from 'aws-cdk-lib/aws-guardduty';
import { CfnKey, CfnReplicaKey } from 'aws-cdk-lib/aws-kms';
import { CfnLogGroup, CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { FIXED_PRICES, PRICES_AS_OF, USAGE_PRICES } from '../../lib/evidence/price-list';

const TYPES = [
  CfnAlarm, CfnBackupPlan, CfnBucket, CfnConfigRule, CfnConfigurationRecorder, CfnDetector, CfnEIP, CfnFlowLog, CfnKey, CfnLogGroup,
  CfnMalwareProtectionPlan, CfnMetricFilter, CfnNatGateway, CfnReplicaKey,
].map(({ CFN_RESOURCE_TYPE_NAME: name }) => name);

describe('the price list', () => {
  it('names types that exist, since a misspelt one would cost nothing', () => {
    const named = [...FIXED_PRICES, ...USAGE_PRICES].map(({ resourceType }) => resourceType);
    expect([...new Set(named)].sort()).toEqual(TYPES.sort());
  });

  it.each([['fixed', FIXED_PRICES], ['usage', USAGE_PRICES]])('lists each type once among the %s prices', (_, prices) => {
    expect(new Set(prices.map(({ resourceType }) => resourceType)).size).toBe(prices.length);
  });

  it.each(FIXED_PRICES)('has the price of a $resourceType from AWS', ({ item, monthly, link }) => {
    expect(monthly).toBeGreaterThan(0);
    expect(item).not.toBe('');
    expect(link).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9]+\/pricing\/$/);
  });

  it.each(USAGE_PRICES)('has words for the use of a $resourceType from AWS', ({ item, link }) => {
    expect(item).not.toBe('');
    expect(link).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9]+\/pricing\/$/);
  });

  it('says when and where the prices were looked up', () => {
    expect(PRICES_AS_OF).toMatch(/us-east-1, \w+ 20\d\d$/);
  });
});
