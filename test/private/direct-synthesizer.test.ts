import { App, CfnResource, DefaultStackSynthesizer } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { BaselineProfile, MemberAccount, OrganizationBaseline, Persona } from '../../lib';
import { BaselineStack, BaselineStackProps } from '../../lib/private/baseline-stack';
import { yamlLength } from '../../lib/private/yaml-length';
import { warningsOf } from '../support';

const GROUP = '11111111-2222-3333-4444-555555555555';

describe('DirectSynthesizer', () => {
  const warnings = (count: number, more: Partial<BaselineStackProps> = {}) => {
    const stack = new BaselineStack(new Construct(new App(), 'Large'), 'Stack', { description: 'x', env: {}, terminationProtection: true, ...more });
    Array.from({ length: count }, (_, index) => new CfnResource(stack, `Topic${index}`, { type: 'AWS::SNS::Topic', properties: { DisplayName: 'x'.repeat(70) } }));
    return warningsOf(stack);
  };

  it('warns of a template that needs a bucket, though as JSON it would not', () => {
    expect(warnings(300)).toEqual([]);
    expect(warnings(410)).toEqual([expect.stringMatching(
      /^the template has about 5\d{4} bytes as YAML, and AWS CloudFormation takes 51200 without a bucket: run npx cdk bootstrap once .* \[ack: cdk-secure-baseline:template-needs-bucket\]$/,
    )]);
  });

  it('warns of none that is uploaded whatever its size', () => {
    expect(warnings(410, { synthesizer: new DefaultStackSynthesizer() })).toEqual([]);
  });
});

describe('yamlLength', () => {
  it('is what YAML takes, to a twentieth', () => {
    const app = new App();
    new OrganizationBaseline(app, 'Organization', {
      accounts: MemberAccount.recommended('aws+{name}@example.com'), rollout: { profile: BaselineProfile.regulated() }, regions: ['us-east-1', 'eu-west-1'],
      identityCenter: { instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', assignments: [{ persona: Persona.developer(), groupId: GROUP, accounts: ['production'] }] },
    });
    const off = app.synth().stacks.map(({ stackName, template }) => {
      const length = stringify(template, { version: '1.1', lineWidth: 0 }).length;
      return [stackName, yamlLength(template) / length];
    });
    expect(off.length).toBeGreaterThan(20);
    expect(off.filter(([, ratio]) => Math.abs(Number(ratio) - 1) > 0.05)).toEqual([]);
  });
});
