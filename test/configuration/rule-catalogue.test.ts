import { ManagedRuleIdentifiers } from 'aws-cdk-lib/aws-config';
import { RULES } from '../../lib/configuration/rule-catalogue';

describe('RULES', () => {
  it('names rules that exist', () => {
    const known: string[] = Object.values(ManagedRuleIdentifiers);
    expect(RULES.map(({ identifier }) => identifier).filter((identifier) => !known.includes(identifier))).toEqual([]);
  });

  it('names each rule once', () => {
    expect(new Set(RULES.map(({ identifier }) => identifier)).size).toBe(RULES.length);
  });

  it.each(RULES)('says what $identifier finds and why that matters, in sentences', ({ what, why, control }) => {
    expect(what).toMatch(/^[A-Z].{10,}\.$/);
    expect(why).toMatch(/^[A-Z].{10,}\.$/);
    expect(control ?? '1.1').toMatch(/^\d+(\.\d+){1,2}$/);
  });

  it('judges what exists once for all regions in the home region alone: people, the root user and trails', () => {
    const onceForAllRegions = /^(ROOT_|IAM_|MFA_|ACCESS_KEYS_|MULTI_REGION_CLOUD_TRAIL|CLOUD_TRAIL_)/;
    expect(RULES.filter(({ global }) => global).map(({ identifier }) => identifier))
      .toEqual(RULES.map(({ identifier }) => identifier).filter((identifier) => onceForAllRegions.test(identifier)));
  });

  it('asks of passwords and keys what the benchmark asks', () => {
    const parametersOf = (name: string) => RULES.find(({ identifier }) => identifier === name)!.parameters;
    expect(parametersOf('IAM_PASSWORD_POLICY')).toEqual({ MinimumPasswordLength: '14', PasswordReusePrevention: '24' });
    expect(parametersOf('IAM_USER_UNUSED_CREDENTIALS_CHECK')).toEqual({ maxCredentialUsageAge: '45' });
    expect(parametersOf('ACCESS_KEYS_ROTATED')).toEqual({ maxAccessKeyAge: '90' });
  });
});
