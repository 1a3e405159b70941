import { App, CfnResource, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { BaselineProfile, DelegatedService, Guardrail, MemberAccount, OrganizationBaseline, OrganizationBaselineProps, Persona } from '../../lib';
import { BaselineStack, BaselineStackProps } from '../../lib/private/baseline-stack';
import { AWS_REGIONS } from '../../lib/private/regions';
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

describe('what docs/organization.md says fits without a bucket', () => {
  const regions = AWS_REGIONS.filter((region) => !/^(cn|us-gov|us-iso|eu-iso|eusc)/.test(region));
  const named = (count: number) => Array.from({ length: count }, (_, index) => `team-service-${index}`);
  const made = (names: string[]) => names.map((name) => MemberAccount.create({ name, email: `aws+${name}@example.com`, unit: 'sandbox' }));
  const access = (names: string[]) => ({
    instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', assignments: [{ persona: Persona.developer(), groupId: GROUP, accounts: names }],
  });
  const audit = MemberAccount.create({ name: 'audit', email: 'aws+audit@example.com', unit: 'security' });
  const governed = (count: number, ...more: DelegatedService[]) => ({
    accounts: [audit], homeRegion: 'us-east-1', regions: ['us-east-1', ...regions.filter((region) => region !== 'us-east-1')].slice(0, count),
    delegatedServices: [...Object.values(DelegatedService).filter((service) => service !== DelegatedService.MACIE), ...more],
  });
  const large = (props: OrganizationBaselineProps) => {
    const app = new App();
    new OrganizationBaseline(app, 'Organization', { accountQuota: 500, ...props });
    return app.node.findAll().filter(Stack.isStack).filter((stack) => warningsOf(stack).some((warning) => warning.includes('template-needs-bucket'))).map(({ node }) => node.id);
  };

  it.each<[string, (count: number) => OrganizationBaselineProps, number, number]>([
    ['Accounts', (count) => ({ accounts: made(named(count)) }), 110, 130],
    ['Accounts', (count) => ({ accounts: made(named(count)), accountPolicies: named(count).map((account) => ({ account, guardrails: [Guardrail.keyPairs()] })) }), 60, 90],
    ['Administrators', (count) => governed(count), 15, 17],
    ['Administrators', (count) => governed(count, DelegatedService.MACIE), 10, 14],
    ['People', (count) => ({ accounts: made(named(count)), identityCenter: access(named(count)) }), 70, 90],
  ])('fits: %s', (stack, props, fits, tooMany) => {
    expect(large(props(fits))).not.toContain(stack);
    expect(large(props(tooMany))).toContain(stack);
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
