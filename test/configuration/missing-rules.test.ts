import { RULES } from '../../lib/configuration/rule-catalogue';
import { RulePack } from '../../lib/configuration/rule-pack';
import { lacksGlobalTypes, lacksRule, MISSING_RULES } from '../../lib/configuration/rules/missing-rules';
import { AWS_REGIONS } from '../../lib/private/regions';

/** What AWS switches on in a new account, and what many switch on first. */
const COMMON = [
  'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2',
  'eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
];
const lackedIn = (region: string, pack = RulePack.regulated()) => pack.ruleIdentifiers.filter((identifier) => lacksRule(identifier, region));

describe('MISSING_RULES', () => {
  it('names rules of the catalogue, and regions that there are, each once', () => {
    const known = RULES.map(({ identifier }) => identifier);
    expect(Object.keys(MISSING_RULES).filter((identifier) => !known.includes(identifier))).toEqual([]);
    for (const [identifier, regions] of Object.entries(MISSING_RULES)) {
      expect([identifier, regions.length > 0, regions.filter((region) => !AWS_REGIONS.includes(region)), new Set(regions).size])
        .toEqual([identifier, true, [], regions.length]);
    }
  });

  it('has nothing of regions that every account has: the largest pack is whole there', () => {
    expect(COMMON.flatMap((region) => lackedIn(region))).toEqual([]);
    expect(COMMON.filter((region) => !AWS_REGIONS.includes(region) || lacksGlobalTypes(region))).toEqual([]);
  });

  it('takes no essential rule from an older region but those AWS says', () => {
    const older = AWS_REGIONS.filter((region) => !lacksGlobalTypes(region) && !COMMON.includes(region));
    expect(Object.fromEntries(older.map((region) => [region, lackedIn(region, RulePack.essential())]).filter(([, lacked]) => lacked.length > 0))).toEqual({
      'af-south-1': ['RDS_SNAPSHOTS_PUBLIC_PROHIBITED'],
      'cn-north-1': ['ROOT_ACCOUNT_MFA_ENABLED'],
      'cn-northwest-1': ['ROOT_ACCOUNT_MFA_ENABLED', 'LAMBDA_FUNCTION_PUBLIC_ACCESS_PROHIBITED'],
      'eu-south-1': ['RDS_SNAPSHOTS_PUBLIC_PROHIBITED'],
      'us-gov-east-1': ['ROOT_ACCOUNT_MFA_ENABLED'],
      'us-gov-west-1': ['ROOT_ACCOUNT_MFA_ENABLED'],
    });
  });

  it('leaves a region that lacks the record of users, groups, roles and policies no rule that judges it, and more than two thirds of all', () => {
    const late = AWS_REGIONS.filter(lacksGlobalTypes);
    expect(late).toHaveLength(12);
    const judging = RULES.filter(({ types }) => types?.some((type) => type.startsWith('AWS::IAM::'))).map(({ identifier }) => identifier);
    for (const region of late) {
      expect([region, judging.filter((identifier) => !lacksRule(identifier, region))]).toEqual([region, []]);
      expect(lackedIn(region).length).toBeLessThan(RULES.length / 3);
      expect(RulePack.essential().ruleIdentifiers.length - lackedIn(region, RulePack.essential()).length).toBeGreaterThanOrEqual(23);
    }
  });

  it.each([
    ['EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK', ['eu-south-2']],
    ['KMS_CMK_NOT_SCHEDULED_FOR_DELETION', ['ap-east-2', 'ap-southeast-6', 'eu-south-1']],
    ['CODEBUILD_PROJECT_ENVVAR_AWSCRED_CHECK', ['ap-east-2', 'ap-southeast-3', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'mx-central-1']],
    ['API_GWV2_AUTHORIZATION_TYPE_CONFIGURED', [
      'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-2',
      'il-central-1', 'me-central-1', 'mx-central-1', 'us-gov-east-1', 'us-gov-west-1',
    ]],
    ['IAM_ROOT_ACCESS_KEY_CHECK', [
      'ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-south-2', 'il-central-1', 'me-central-1', 'mx-central-1',
    ]],
    ['IAM_PASSWORD_POLICY', []],
  ])('has of %s what the page of the rule has', (identifier, regions) => {
    expect(AWS_REGIONS.filter((region) => lacksRule(identifier, region))).toEqual(regions);
  });
});
