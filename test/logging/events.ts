import { ACCOUNT, REGION } from '../support';

export const role = { type: 'AssumedRole', principalId: 'AROAEXAMPLE:ada', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Developer/ada`, accountId: ACCOUNT };
export const user = { type: 'IAMUser', principalId: 'AIDAEXAMPLE', arn: `arn:aws:iam::${ACCOUNT}:user/ada`, accountId: ACCOUNT, userName: 'ada' };
export const root = { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };

/** An event as AWS CloudTrail records it. */
export const call = (service: string, eventName: string, more: object = {}) => ({
  eventVersion: '1.11', eventTime: '2026-11-21T12:00:00Z', eventSource: `${service}.amazonaws.com`, eventName, awsRegion: REGION,
  sourceIPAddress: '192.0.2.1', userAgent: 'aws-cli/2', userIdentity: role, eventType: 'AwsApiCall', recipientAccountId: ACCOUNT, ...more,
});
export const signIn = (userIdentity: object, additionalEventData: object, outcome = 'Success') => call('signin', 'ConsoleLogin', {
  eventType: 'AwsConsoleSignIn', userIdentity, additionalEventData, responseElements: { ConsoleLogin: outcome },
  ...outcome === 'Failure' && { errorMessage: 'Failed authentication' },
});
export const federated = signIn(role, { SamlProviderArn: `arn:aws:iam::${ACCOUNT}:saml-provider/Idp` });
export const passwordOnly = signIn(user, { MFAUsed: 'No', MobileVersion: 'No' });
export const withMfa = signIn(user, { MFAUsed: 'Yes', MobileVersion: 'No' });
export const wrongPassword = signIn(user, { MFAUsed: 'No' }, 'Failure');
