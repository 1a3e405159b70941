import { Fn } from 'aws-cdk-lib';

/**
 * An ARN of this account in the partition it is in; `*` for any region. A substitution and not a join, which would be most of the template.
 *
 * @param resource - may hold variables of IAM, such as `${aws:username}`
 */
export function arnOf(service: string, resource: string, region = '*', account = '${AWS::AccountId}'): string {
  return Fn.sub(`arn:\${AWS::Partition}:${service}:${region}:${account}:${resource.replace(/\$\{/g, '${!')}`);
}
