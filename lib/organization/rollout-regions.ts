import { AccountDomain } from '../account/account-domain';
import { AccountSetting } from '../account/account-setting';
import { lacksType } from '../private/missing-types';
import { Problem } from '../private/validation';

/** One template is for all further regions, so a setting that one of them lacks cannot be in it. */
export function rolloutRegionProblems(
  { accountSettings: settings = AccountDomain.settings() }: { accountSettings?: AccountDomain }, regions: readonly string[],
): Problem[] {
  if (!(settings instanceof AccountDomain) || !settings._sets(AccountSetting.SNAPSHOT_SHARING_BLOCK)) {
    return [];
  }
  return regions.filter((region) => lacksType('AWS::EC2::SnapshotBlockPublicAccess', region)).map((region) => ({
    prop: 'accountSettings', got: `${AccountSetting.SNAPSHOT_SHARING_BLOCK}, with ${region} among the regions`,
    allowed: 'settings that AWS CloudFormation has in all regions, since one template is for all of them',
    fix: 'leave it out, and let DeclarativePolicy.snapshotBlockPublicAccess() hold it: '
      + 'AccountDomain.settings({ omitted: [{ setting: AccountSetting.SNAPSHOT_SHARING_BLOCK, reason }] })',
  }));
}
