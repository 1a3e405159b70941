import { RuleEntry } from './rule-entry';

/** People, their credentials, and what policies allow. */
export const IDENTITY_RULES: readonly RuleEntry[] = [
  {
    identifier: 'ROOT_ACCOUNT_MFA_ENABLED', cis: ['2.5'], fsbp: ['IAM.9'], pack: 'essential', global: true, urgent: true,
    what: 'The root user has no MFA device.',
    why: 'No policy limits the root user: a password alone must not be enough.',
  },
  {
    identifier: 'ROOT_ACCOUNT_HARDWARE_MFA_ENABLED', cis: ['2.6'], fsbp: ['IAM.6'], pack: 'regulated', global: true,
    what: 'The MFA device of the root user is an app, or there is none.',
    why: 'What an app knows can be copied from a telephone or its backup.',
  },
  {
    identifier: 'IAM_ROOT_ACCESS_KEY_CHECK', cis: ['2.4'], fsbp: ['IAM.4'], pack: 'essential', global: true, urgent: true,
    what: 'The root user has an access key.',
    why: 'Such a key can do everything, from anywhere, without MFA.',
  },
  {
    identifier: 'IAM_PASSWORD_POLICY', cis: ['2.8', '2.9'], fsbp: ['IAM.7'], pack: 'essential', global: true,
    what: 'The password policy asks for less than 14 characters, or lets one of the last 24 passwords be used again.',
    why: 'Length is what guessing costs.',
    parameters: [
      { name: 'MinimumPasswordLength', kind: 'number', value: '14' },
      { name: 'PasswordReusePrevention', kind: 'number', value: '24' },
      { name: 'MaxPasswordAge', kind: 'number' },
      { name: 'RequireUppercaseCharacters', kind: 'boolean' },
      { name: 'RequireLowercaseCharacters', kind: 'boolean' },
      { name: 'RequireSymbols', kind: 'boolean' },
      { name: 'RequireNumbers', kind: 'boolean' },
    ],
  },
  {
    identifier: 'MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS', cis: ['2.10'], fsbp: ['IAM.5'], pack: 'essential', global: true,
    what: 'A user with a console password has no MFA device.',
    why: 'The groups deny everything until there is one, but a user outside the groups is not bound by that.',
  },
  {
    identifier: 'IAM_USER_MFA_ENABLED', fsbp: ['IAM.19'], pack: 'regulated', global: true,
    what: 'A user has no MFA device, with or without a password.',
    why: 'Access keys can be asked for MFA as well.',
  },
  {
    identifier: 'IAM_USER_UNUSED_CREDENTIALS_CHECK', cis: ['2.11'], fsbp: ['IAM.8', 'IAM.22'], pack: 'essential', global: true,
    what: 'A password or access key was not used for 45 days.',
    why: 'Nobody notices when a forgotten credential is used by somebody else.',
    parameters: [{ name: 'maxCredentialUsageAge', kind: 'number', value: '45', required: true }],
  },
  {
    identifier: 'ACCESS_KEYS_ROTATED', cis: ['2.12'], fsbp: ['IAM.3'], pack: 'essential', global: true,
    what: 'An access key is older than 90 days.',
    why: 'The older a key, the more places it was copied to.',
    parameters: [{ name: 'maxAccessKeyAge', kind: 'number', value: '90', required: true }],
  },
  {
    identifier: 'IAM_USER_NO_POLICIES_CHECK', cis: ['2.13'], fsbp: ['IAM.2'], pack: 'essential', global: true, types: ['AWS::IAM::User'],
    what: 'A user has a policy attached directly.',
    why: 'Permissions that come from groups alone can be reviewed and revoked in one place.',
  },
  {
    identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS', cis: ['2.14'], fsbp: ['IAM.1'], pack: 'essential', global: true,
    types: ['AWS::IAM::Policy'],
    what: 'A policy allows every action on every resource.',
    why: 'It cannot be reviewed, and includes switching off everything else on this list.',
    parameters: [{ name: 'excludePermissionBoundaryPolicy', kind: 'boolean' }],
  },
  {
    identifier: 'IAM_POLICY_NO_STATEMENTS_WITH_FULL_ACCESS', fsbp: ['IAM.21'], pack: 'regulated', global: true, types: ['AWS::IAM::Policy'],
    what: 'A policy allows every action of a service.',
    why: 'That takes in actions that AWS adds later.',
    parameters: [{ name: 'excludePermissionBoundaryPolicy', kind: 'boolean' }],
  },
  {
    identifier: 'IAM_CUSTOMER_POLICY_BLOCKED_KMS_ACTIONS', fsbp: ['KMS.1'], pack: 'standard', global: true, types: ['AWS::IAM::Policy'],
    what: 'A managed policy allows decryption with every key.',
    why: 'A key protects nothing from somebody who may use all of them.',
    parameters: [
      { name: 'blockedActionsPatterns', kind: 'list', value: 'kms:Decrypt,kms:ReEncryptFrom', required: true },
      { name: 'excludePermissionBoundaryPolicy', kind: 'boolean' },
    ],
  },
  {
    identifier: 'IAM_INLINE_POLICY_BLOCKED_KMS_ACTIONS', fsbp: ['KMS.2'], pack: 'standard', global: true,
    types: ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'],
    what: 'An inline policy allows decryption with every key.',
    why: 'A key protects nothing from somebody who may use all of them.',
    parameters: [
      { name: 'blockedActionsPatterns', kind: 'list', value: 'kms:Decrypt,kms:ReEncryptFrom', required: true },
      { name: 'excludeRoleByManagementAccount', kind: 'boolean' },
    ],
  },
  {
    identifier: 'IAM_POLICY_BLACKLISTED_CHECK', cis: ['2.20'], pack: 'standard', global: true,
    types: ['AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::User'],
    what: 'Somebody has full access to AWS CloudShell, or is an administrator by the policy of AWS.',
    why: 'CloudShell with the internet and file transfer is an easy way to carry data out.',
    parameters: [
      {
        name: 'policyArns', kind: 'list', required: true,
        value: 'arn:aws:iam::aws:policy/AWSCloudShellFullAccess,arn:aws:iam::aws:policy/AdministratorAccess',
      },
      { name: 'exceptionList', kind: 'list' },
    ],
  },
  {
    identifier: 'ACCOUNT_PART_OF_ORGANIZATIONS', cis: ['2.19'], pack: 'regulated', global: true,
    what: 'The account belongs to no organization.',
    why: 'Guardrails that the account itself cannot lift come from an organization alone.',
    parameters: [{ name: 'MasterAccountId', kind: 'text' }],
  },
];
