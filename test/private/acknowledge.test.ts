import { App, Stack } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { acknowledge } from '../../lib/private/acknowledge';

describe('acknowledge', () => {
  const findings = (prepare: (bucket: CfnBucket) => void) => {
    const app = new App();
    const stack = new Stack(app, 'Test');
    prepare(new CfnBucket(stack, 'Known'));
    new CfnBucket(stack, 'Planted');
    return new AwsSolutionsChecks().validateScope(app).violations
      .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`));
  };

  it('silences what it names on the construct it names, and nothing else anywhere', () => {
    const before = findings(() => undefined);
    const after = findings((bucket) => acknowledge(bucket, 'a reason', 'AwsSolutions-S1'));
    expect(before).toContain('AwsSolutions-S1 Test/Known');
    expect(before.filter((finding) => !after.includes(finding))).toEqual(['AwsSolutions-S1 Test/Known']);
    expect(after).toContain('AwsSolutions-S1 Test/Planted');
  });
});
