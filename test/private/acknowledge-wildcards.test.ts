import { App, Aws, Stack } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks, PCIDSS321Checks } from 'cdk-nag';
import { acknowledgeWildcards } from '../../lib/private/acknowledge-wildcards';

/** Wildcards the rule pack still finds in a policy over the bucket, which may be in another stack. */
function findings(statements: (bucket: IBucket) => PolicyStatement[], acknowledged: boolean, elsewhere = false): string[] {
  const app = new App();
  const stack = new Stack(app, 'Test');
  const bucket = new Bucket(elsewhere ? new Stack(app, 'Elsewhere') : stack, 'Bucket');
  const policy = new ManagedPolicy(stack, 'Policy', { statements: statements(bucket) });
  if (acknowledged) {
    acknowledgeWildcards(policy, 'a reason');
  }
  app.synth();
  return [new AwsSolutionsChecks(), new PCIDSS321Checks()].flatMap((pack) => pack.validateScope(stack).violations)
    .map(({ ruleName }) => ruleName).filter((name) => /IAM5|FullAccess/.test(name));
}

const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });

describe('acknowledgeWildcards', () => {
  it.each([
    ['an action', () => [allow(['s3:Get*'], ['arn:aws:s3:::bucket'])]],
    ['a plain resource', () => [allow(['s3:GetObject'], ['*'])]],
    ['several of both', () => [allow(['s3:Get*', 's3:List*'], ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'])]],
    ['an attribute of a resource', (bucket: IBucket) => [allow(['s3:GetObject'], [bucket.arnForObjects('*')])]],
    ['a pseudo parameter', () => [allow(['s3:GetObject'], [`arn:${Aws.PARTITION}:s3:::${Aws.ACCOUNT_ID}-*`])]],
    ['a policy variable', () => [allow(['iam:ChangePassword'], ['arn:aws:iam::*:user/${aws:username}'])]],
    ['all actions of a service', () => [allow(['s3:*'], ['arn:aws:s3:::bucket'])]],
    ['a denial of a service, with an allowance behind it', () => [
      new PolicyStatement({ effect: Effect.DENY, actions: ['cloudtrail:*'], resources: ['*'] }), allow(['s3:GetObject'], ['arn:aws:s3:::bucket/key']),
    ]],
    ['several statements', () => [allow(['s3:Get*'], ['*']), allow(['sns:List*'], ['*'])]],
  ])('covers a wildcard in %s', (_, statements) => {
    expect(findings(statements, false)).not.toEqual([]);
    expect(findings(statements, true)).toEqual([]);
  });

  it('covers a wildcard below a resource of another stack', () => {
    const statements = (bucket: IBucket) => [allow(['s3:GetObject'], [bucket.arnForObjects('*')])];
    expect(findings(statements, false, true)).not.toEqual([]);
    expect(findings(statements, true, true)).toEqual([]);
  });

  it('takes policies that only deny or that name no wildcard', () => {
    expect(findings(() => [new PolicyStatement({ effect: Effect.DENY, notActions: ['iam:*'], resources: ['*'] })], true)).toEqual([]);
    expect(findings(() => [allow(['s3:GetObject'], ['arn:aws:s3:::bucket/key'])], true)).toEqual([]);
  });
});
