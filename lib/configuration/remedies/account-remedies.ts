import { RemedyEntry } from './remedy-entry';

export const ROTATE_KEY: RemedyEntry = {
  id: 'Rotation',
  rule: 'CMK_BACKING_KEY_ROTATION_ENABLED',
  what: 'Switches rotation of the key on.',
  changes: 'AWS KMS makes new key material once a year, and keeps the old: its id, its policy and what it has encrypted stay.',
  breaks: 'Nothing. Each of the first two rotations costs a dollar a month more.',
  undo: 'Disable rotation; versions that are there stay.',
  resourceType: 'AWS::KMS::Key',
  resourceParameter: 'KeyId',
  steps: [{
    name: 'EnableRotation', action: 'aws:executeAwsApi', inputs: { Service: 'kms', Api: 'EnableKeyRotation', KeyId: '{{ KeyId }}' },
  }],
  permissions: [{ actions: ['kms:EnableKeyRotation'], resources: ['arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*'] }],
  wildcardReason: 'Any key of the account can lack rotation; the policy of each still decides.',
};

export const DISABLE_CREDENTIALS: RemedyEntry = {
  id: 'Credentials',
  rule: 'IAM_USER_UNUSED_CREDENTIALS_CHECK',
  what: 'Takes credentials away from the user that were not used for 45 days.',
  changes: 'Access keys that were not used are deactivated, and a password that was not used is removed.',
  breaks: 'What uses a key less than once in 45 days, such as a job that runs at the end of a quarter; people who come back after a leave.',
  undo: 'Activate the key again; give the user a new password.',
  document: 'AWSConfigRemediation-RevokeUnusedIAMUserCredentials',
  needs: ['AWS::IAM::User'],
  resourceType: 'AWS::IAM::User',
  resourceParameter: 'IAMResourceId',
  parameters: { MaxCredentialUsageAge: '45' },
  permissions: [
    { actions: ['config:ListDiscoveredResources'], resources: ['*'] },
    {
      actions: [
        'iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:GetAccessKeyLastUsed', 'iam:GetLoginProfile', 'iam:GetUser', 'iam:ListAccessKeys',
        'iam:UpdateAccessKey',
      ],
      resources: ['arn:${AWS::Partition}:iam::${AWS::AccountId}:user/*'],
    },
  ],
  wildcardReason: 'Any user of the account can have such credentials. AWS Config lists resources as a whole.',
};

export const RESTART_TRAIL: RemedyEntry = {
  id: 'Trail',
  rule: 'MULTI_REGION_CLOUD_TRAIL_ENABLED',
  what: 'Starts the trail that was stopped.',
  changes: 'The trail records again. What happened in between is not recorded afterwards.',
  breaks: 'Nothing.',
  undo: 'Stop the trail, if you must.',
  parameters: { TrailArn: undefined },
  steps: [{
    name: 'StartLogging', action: 'aws:executeAwsApi', inputs: { Service: 'cloudtrail', Api: 'StartLogging', Name: '{{ TrailArn }}' },
  }],
  permissions: [{ actions: ['cloudtrail:StartLogging'], resources: ['${TrailArn}'] }],
  wildcardReason: 'There are none.',
};

export const REPORT_ROOT_KEY: RemedyEntry = {
  id: 'RootKey',
  rule: 'IAM_ROOT_ACCESS_KEY_CHECK',
  what: 'Tells about the access key of the root user: nobody but the root user can delete it.',
  changes: 'Nothing.',
  breaks: 'Nothing.',
  undo: 'There is nothing to undo.',
  parameters: { TopicArn: undefined },
  steps: [{
    name: 'Report', action: 'aws:executeAwsApi',
    inputs: {
      Service: 'sns', Api: 'Publish', TopicArn: '{{ TopicArn }}', Subject: 'Access key of the root user',
      Message: 'The root user of account {{ global:ACCOUNT_ID }} has an access key, which can do everything without MFA. '
        + 'Sign in as the root user, deactivate the key, find out in AWS CloudTrail what it was used for, and delete it.',
    },
  }],
  permissions: [{ actions: ['sns:Publish'], resources: ['${TopicArn}'] }],
  wildcardReason: 'There are none.',
};
