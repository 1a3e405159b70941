import { AccountBaselineProps, BaselineProfile, OperationsDomain } from '../lib';

/**
 * What to change before you deploy. Everything has a default: as it stands, the baseline goes to the account and region of your AWS credentials.
 */
export const parameters: AccountBaselineProps = {
  profile: BaselineProfile.standard(),
  // securityContact: 'security@example.com',
  operations: OperationsDomain.watch({
    // monthlyLimit: 500, // US dollars
  }),
  // account: '111122223333',
  // homeRegion: 'eu-central-1',
  // additionalRegions: ['us-east-1'],
};
