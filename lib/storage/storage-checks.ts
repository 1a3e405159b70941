import { Stack, Token } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { checkText, Problem } from '../private/validation';

/** A loosening says why. */
export function checkReason(prop: string, reason: string | undefined): Problem[] {
  return checkText(prop, reason, /\S/, 'a reason', 'say who needs it, and why');
}

/** The id of an organization. */
export function checkOrganizationId(prop: string, value: string | undefined): Problem[] {
  return checkText(prop, value, /^o-[a-z0-9]{10,32}$/, '"o-" and 10 to 32 lower-case letters and digits', 'copy it from AWS Organizations');
}

/** The ARN of one role. */
export function checkRoleArn(prop: string, value: string | undefined): Problem[] {
  return checkText(prop, value, /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, 'the ARN of an IAM role, without wildcards',
    'write it like arn:aws:iam::111122223333:role/Deployment');
}

/** A key that Amazon S3 can use for a bucket of this stack: they must be in the same region. */
export function checkKeyRegion(prop: string, key: IKey | undefined, region: string): Problem[] {
  const got = key?.env.region;
  return got === undefined || Token.isUnresolved(got) || Token.isUnresolved(region) || got === region
    ? []
    : [{ prop, got, allowed: `a key in ${region}, where the bucket is`, fix: `pass a key of ${region}, or the replica of a multi-Region key there` }];
}

/** Whether two names are the same, as far as synthesis can tell: parts that only a deployment knows are compared by where they come from. */
export function sameName(scope: Construct, one: string | undefined, other: string | undefined): boolean {
  const show = (name: string) => JSON.stringify(Stack.of(scope).resolve(name));
  return one !== undefined && other !== undefined && show(one) === show(other);
}

/** The name Amazon S3 gives a bucket in the account's own namespace. */
export function accountRegionalName(scope: Construct, prefix: string | undefined): string | undefined {
  const { account, region } = Stack.of(scope);
  return prefix === undefined ? undefined : `${prefix}-${account}-${region}-an`;
}
