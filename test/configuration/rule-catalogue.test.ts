import { readFileSync } from 'fs';
import { join } from 'path';
import { ManagedRuleIdentifiers, ResourceType } from 'aws-cdk-lib/aws-config';
import { ConfigurationRule } from '../../lib/configuration/configuration-rule';
import { RULES } from '../../lib/configuration/rule-catalogue';
import { RulePack } from '../../lib/configuration/rule-pack';

const control = /^\d+(\.\d+){1,2}$/;
const bestPractice = /^[A-Z][A-Za-z0-9]+\.\d+$/;

describe('RULES', () => {
  it('has at least 60 rules, whichever of the larger packs is taken', () => {
    expect(RULES.length).toBeGreaterThanOrEqual(100);
    expect(RulePack.standard().ruleIdentifiers.length).toBeGreaterThanOrEqual(60);
  });

  it('names rules that exist', () => {
    const known: string[] = Object.values(ManagedRuleIdentifiers);
    expect(RULES.map(({ identifier }) => identifier).filter((identifier) => !known.includes(identifier))).toEqual([]);
  });

  it('names each rule once', () => {
    expect(new Set(RULES.map(({ identifier }) => identifier)).size).toBe(RULES.length);
  });

  it.each(RULES)('says what $identifier finds and why that matters, in sentences', ({ what, why, cis = [], fsbp = [] }) => {
    expect(what).toMatch(/^[A-Z].{10,}\.$/);
    expect(why).toMatch(/^[A-Z].{10,}\.$/);
    expect(cis.filter((id) => !control.test(id))).toEqual([]);
    expect(fsbp.filter((id) => !bestPractice.test(id))).toEqual([]);
  });

  it('names types that AWS Config records', () => {
    const known = Object.values(ResourceType).map((type) => (type as ResourceType).complianceResourceType);
    expect(known).toContain('AWS::S3::Bucket');
    expect(RULES.flatMap(({ types = [] }) => types).filter((type) => !known.includes(type))).toEqual([]);
  });

  it('judges what exists once for all regions in the home region alone: people, the root user and trails', () => {
    const onceForAllRegions = /^(ROOT_|IAM_|MFA_|ACCESS_KEYS_|ACCOUNT_PART_|MULTI_REGION_CLOUD_TRAIL|CLOUD_?TRAIL_)/;
    expect(RULES.filter(({ global }) => global).map(({ identifier }) => identifier))
      .toEqual(RULES.map(({ identifier }) => identifier).filter((identifier) => onceForAllRegions.test(identifier)));
    const identity = RULES.filter(({ types }) => types?.some((type) => type.startsWith('AWS::IAM::')));
    expect(identity.filter(({ global }) => !global)).toEqual([]);
  });

  it('gives each rule that some pack has all that AWS Config asks for, in the form it takes', () => {
    expect(RulePack.regulated()._rules.flatMap((rule) => ConfigurationRule._ofCatalogue(rule)._problems(rule.identifier))).toEqual([]);
    expect(ConfigurationRule.managed('REQUIRED_TAGS')._problems('rule')).toHaveLength(1);
  });

  it('names each parameter of a rule once', () => {
    for (const { parameters = [] } of RULES) {
      expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    }
  });

  it('asks of passwords and keys what the benchmark asks', () => {
    const parametersOf = (name: string) => ConfigurationRule.managed(name)._parameters;
    expect(parametersOf('IAM_PASSWORD_POLICY')).toEqual({ MinimumPasswordLength: '14', PasswordReusePrevention: '24' });
    expect(parametersOf('IAM_USER_UNUSED_CREDENTIALS_CHECK')).toEqual({ maxCredentialUsageAge: '45' });
    expect(parametersOf('ACCESS_KEYS_ROTATED')).toEqual({ maxAccessKeyAge: '90' });
    expect(Object.values(parametersOf('RESTRICTED_INCOMING_TRAFFIC'))).toEqual(expect.arrayContaining(['3389', '445']));
  });
});

describe('the controls of the catalogue', () => {
  const published = (file: string) => readFileSync(join(__dirname, 'controls', file), 'utf8').split('\n').filter(Boolean);

  it.each([['cis-7.0.txt', 'cis', 70], ['fsbp.txt', 'fsbp', 286]] as const)('are among those of %s', (file, framework, count) => {
    const ids = published(file);
    expect(ids).toHaveLength(count);
    expect(RULES.flatMap((rule) => rule[framework] ?? []).filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids).not.toContain('2.99');
  });

  it('are those that the smallest pack has a rule for, wherever one can judge them', () => {
    const essential = RulePack.essential()._rules.flatMap(({ cis = [] }) => cis);
    expect(essential).toEqual(expect.arrayContaining([
      '2.4', '2.5', '2.8', '2.9', '2.10', '2.11', '2.12', '2.13', '2.14', '3.1.1', '3.1.4', '3.2.1', '3.2.2', '3.2.3', '3.3.1', '4.1', '4.2', '4.5', '4.6',
      '4.7', '6.1.1', '6.1.2', '6.2', '6.3', '6.4', '6.5', '6.7',
    ]));
  });
});
