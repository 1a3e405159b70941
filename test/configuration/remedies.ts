import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ConfigurationRules } from '../../lib';
import { ConfigurationRemediation, ConfigurationRemediationProps } from '../../lib/configuration/configuration-remediation';
import { RemediationMode } from '../../lib/configuration/remediation-mode';
import { Remedy } from '../../lib/configuration/remedy';
import { REMEDIES } from '../../lib/configuration/remedy-catalogue';
import { RulePack } from '../../lib/configuration/rule-pack';
import { ACCOUNT, REGION, synthesize } from '../support';

export const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/secure-baseline`;
export const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:alerts`;
export const TOPIC_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/12345678-1234-1234-1234-123456789012`;
export const BUCKET = 'arn:aws:s3:::archive';

/** Every remedy there is. */
export function allRemedies(stack: Stack, mode?: RemediationMode): Remedy[] {
  const topic = Topic.fromTopicAttributes(stack, 'Topic', { topicArn: TOPIC, keyArn: TOPIC_KEY });
  return Remedy._forRules(REMEDIES.map(({ rule }) => rule), { topic, flowLogBucket: Bucket.fromBucketArn(stack, 'Bucket', BUCKET), trailArn: TRAIL }, mode);
}

/** A stack with remedies, and with the rules they are for. */
export function remediate(
  choose: (stack: Stack) => Remedy[] = allRemedies, props: Partial<ConfigurationRemediationProps> = {}, pack = RulePack.standard(),
): Template {
  return synthesize((stack) => {
    new ConfigurationRemediation(stack, 'Remediation', { rules: new ConfigurationRules(stack, 'Rules', { pack }), remedies: choose(stack), ...props });
  });
}
