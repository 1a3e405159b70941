import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AdminGroup, DeveloperGroup, FinanceGroup, MfaEnforcement } from '../../lib';
import { ACCOUNT } from '../support';
import { Circumstances, Person } from './person';

const stack = new Stack(new App(), 'People');
new AdminGroup(stack, 'Admin');
new DeveloperGroup(stack, 'Developer', { objectBuckets: [Bucket.fromBucketName(stack, 'Shared', 'shared')] });
new FinanceGroup(stack, 'Finance');
const people: Record<string, Person> = {
  administrator: new Person(stack, ['Admin']),
  developer: new Person(stack, ['Developer']),
  finance: new Person(stack, ['Finance']),
};

const iam = (resource: string) => `arn:aws:iam::${ACCOUNT}:${resource}`;
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;
const LOGS = `arn:aws:s3:::secure-baseline-logs-${ACCOUNT}-eu-central-1-an`;
const KEY = arn('kms', 'key/0a1b2c3d-1111-2222-3333-444455556666');
const baselineKey = { mfa: true, context: { 'kms:ResourceAliases': ['alias/secure-baseline/logs'] } };
const passedTo = (service: string) => ({ mfa: true, context: { 'iam:PassedToService': service } });

/** `may not`: nothing allows it. `never`: a denial would stop it even if another policy allowed it. */
type Row = [persona: string, verdict: 'may' | 'may not' | 'never', action: string, resource: string, circumstances?: Circumstances];

describe.each<[string, Row[]]>([
  ['An administrator runs the account', [
    ['administrator', 'may', 'ec2:RunInstances', arn('ec2', 'instance/*')],
    ['administrator', 'may', 'iam:CreateUser', iam('user/new')],
    ['administrator', 'may', 'iam:AddUserToGroup', iam('group/secure-baseline/secure-baseline-developer')],
    ['administrator', 'may', 'iam:CreateRole', iam('role/new')],
    ['administrator', 'may', 's3:DeleteBucket', 'arn:aws:s3:::some-other-bucket'],
    ['administrator', 'may', 'kms:CreateKey', '*'],
    ['administrator', 'may', 'cloudtrail:LookupEvents', '*'],
    ['administrator', 'may', 'guardduty:ListDetectors', '*'],
    ['administrator', 'may not', 'groundstation:ListSatellites', '*'],
  ]],
  ['but cannot hide what was done with it', [
    ['administrator', 'never', 'cloudtrail:StopLogging', arn('cloudtrail', 'trail/secure-baseline')],
    ['administrator', 'never', 'cloudtrail:DeleteTrail', arn('cloudtrail', 'trail/secure-baseline')],
    ['administrator', 'never', 'cloudtrail:UpdateTrail', arn('cloudtrail', 'trail/secure-baseline')],
    ['administrator', 'never', 'config:StopConfigurationRecorder', arn('config', 'configuration-recorder/secure-baseline/x')],
    ['administrator', 'never', 'guardduty:DeleteDetector', arn('guardduty', 'detector/abc')],
    ['administrator', 'never', 'guardduty:UpdateDetector', arn('guardduty', 'detector/abc')],
    ['administrator', 'never', 'access-analyzer:DeleteAnalyzer', arn('access-analyzer', 'analyzer/secure-baseline-external-access')],
    ['administrator', 'never', 's3:DeleteBucket', LOGS],
    ['administrator', 'never', 's3:PutBucketPolicy', LOGS],
    ['administrator', 'never', 's3:PutLifecycleConfiguration', LOGS],
    ['administrator', 'never', 'kms:ScheduleKeyDeletion', KEY, baselineKey],
    ['administrator', 'never', 'kms:DisableKey', KEY, baselineKey],
    ['administrator', 'never', 'sns:DeleteTopic', arn('sns', 'secure-baseline-alerts')],
    ['administrator', 'never', 'cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:secure-baseline-root-user-activity')],
    ['administrator', 'never', 'events:DisableRule', arn('events', 'rule/secure-baseline-finding-alerts')],
    ['administrator', 'never', 'logs:DeleteLogGroup', arn('logs', 'log-group:secure-baseline-trail')],
    ['administrator', 'never', 'ec2:DisableSnapshotBlockPublicAccess', '*'],
  ]],
  ['and cannot lift its own limits', [
    ['administrator', 'never', 'iam:DetachGroupPolicy', iam('group/secure-baseline/secure-baseline-administrator')],
    ['administrator', 'never', 'iam:PutGroupPolicy', iam('group/secure-baseline/secure-baseline-administrator')],
    ['administrator', 'never', 'iam:CreatePolicyVersion', iam('policy/secure-baseline/Mfa')],
    ['administrator', 'never', 'iam:DeletePolicy', iam('policy/secure-baseline/Mfa')],
  ]],
  ['A developer builds and runs applications', [
    ['developer', 'may', 'lambda:UpdateFunctionCode', arn('lambda', 'function:app')],
    ['developer', 'may', 'ec2:RunInstances', arn('ec2', 'instance/*')],
    ['developer', 'may', 'cloudformation:CreateStack', arn('cloudformation', 'stack/app/*')],
    ['developer', 'may', 'dynamodb:PutItem', arn('dynamodb', 'table/app')],
    ['developer', 'may', 'sqs:SendMessage', arn('sqs', 'app')],
    ['developer', 'may', 'logs:FilterLogEvents', arn('logs', 'log-group:app')],
    ['developer', 'may', 'iam:PassRole', iam('role/workload/app'), passedTo('lambda.amazonaws.com')],
  ]],
  ['uploads and views, but never deletes', [
    ['developer', 'may', 's3:PutObject', 'arn:aws:s3:::shared/report.pdf'],
    ['developer', 'may', 's3:GetObject', 'arn:aws:s3:::shared/report.pdf'],
    ['developer', 'never', 's3:DeleteObject', 'arn:aws:s3:::shared/report.pdf'],
    ['developer', 'never', 's3:DeleteObjectVersion', 'arn:aws:s3:::shared/report.pdf'],
    ['developer', 'may not', 's3:GetObject', 'arn:aws:s3:::other/report.pdf'],
    ['developer', 'may not', 's3:PutBucketPolicy', 'arn:aws:s3:::shared'],
  ]],
  ['and has no identities, perimeter, audit or billing', [
    ['developer', 'may not', 'iam:PassRole', iam('role/workload/app'), passedTo('glue.amazonaws.com')],
    ['developer', 'may not', 'iam:PassRole', iam('role/OrganizationAccountAccessRole'), passedTo('lambda.amazonaws.com')],
    ['developer', 'never', 'iam:CreateRole', iam('role/workload/new')],
    ['developer', 'never', 'iam:AttachUserPolicy', iam('user/ann')],
    ['developer', 'never', 'iam:PutUserPolicy', iam('user/ann')],
    ['developer', 'never', 'iam:AddUserToGroup', iam('group/secure-baseline/secure-baseline-administrator')],
    ['developer', 'never', 'iam:CreateAccessKey', iam('user/bob')],
    ['developer', 'never', 'iam:UpdateLoginProfile', iam('user/bob')],
    ['developer', 'never', 'iam:UpdateAssumeRolePolicy', iam('role/admin')],
    ['developer', 'never', 'ec2:AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-1')],
    ['developer', 'never', 'ec2:CreateRoute', arn('ec2', 'route-table/rtb-1')],
    ['developer', 'never', 'cloudtrail:StopLogging', arn('cloudtrail', 'trail/secure-baseline')],
    ['developer', 'never', 'guardduty:DeleteDetector', arn('guardduty', 'detector/abc')],
    ['developer', 'never', 'billing:GetBillingData', '*'],
    ['developer', 'may not', 'ce:GetCostAndUsage', '*'],
    ['developer', 'never', 'organizations:LeaveOrganization', '*'],
  ]],
  ['Finance keeps the books', [
    ['finance', 'may', 'billing:GetBillingData', '*'],
    ['finance', 'may', 'ce:GetCostAndUsage', '*'],
    ['finance', 'may', 'budgets:ModifyBudget', `arn:aws:budgets::${ACCOUNT}:budget/monthly`],
    ['finance', 'may', 'invoicing:GetInvoicePDF', '*'],
    ['finance', 'may', 'tax:PutTaxRegistration', '*'],
    ['finance', 'may', 'payments:MakePayment', '*'],
    ['finance', 'may', 'bcm-data-exports:CreateExport', `arn:aws:bcm-data-exports:us-east-1:${ACCOUNT}:table/COST_AND_USAGE_REPORT`],
  ]],
  ['and changes no service', [
    ['finance', 'may not', 'budgets:ExecuteBudgetAction', `arn:aws:budgets::${ACCOUNT}:budget/monthly/action/1`],
    ['finance', 'may not', 'savingsplans:CreateSavingsPlan', '*'],
    ['finance', 'may not', 'ec2:StopInstances', arn('ec2', 'instance/i-1')],
    ['finance', 'may not', 'ec2:DescribeInstances', '*'],
    ['finance', 'may not', 's3:GetObject', `${LOGS}/AWSLogs/${ACCOUNT}/CloudTrail/file`],
    ['finance', 'may not', 'account:CloseAccount', `arn:aws:account::${ACCOUNT}:account`],
    ['finance', 'may not', 'iam:CreateUser', iam('user/new')],
  ]],
])('%s', (_, rows) => {
  test.each(rows.map((row) => ({ title: row.slice(0, 4).join(' '), row })))('$title', async ({ row: [persona, verdict, action, resource, circumstances] }) => {
    expect(await people[persona].may(action, resource, circumstances)).toBe(verdict === 'may');
    expect(await people[persona].isDenied(action, resource, circumstances)).toBe(verdict === 'never');
  });
});

describe('MFA', () => {
  const loose = new Stack(new App(), 'Loose');
  new FinanceGroup(loose, 'Finance', { mfa: MfaEnforcement.firstLoginPasswordChange() });
  const newcomer = new Person(loose, ['Finance']);

  test.each(Object.keys(people))('is what a %s cannot work without', async (persona) => {
    const work = { administrator: 'ec2:DescribeInstances', developer: 'ec2:DescribeInstances', finance: 'billing:GetBillingData' }[persona]!;

    expect(await people[persona].may(work, '*', { mfa: true })).toBe(true);
    expect(await people[persona].may(work, '*', { mfa: false })).toBe(false);
    // A long-term access key: its requests carry no word of MFA.
    expect(await people[persona].may(work, '*', {})).toBe(false);
  });

  test('can be enrolled without it, by every persona, for oneself alone', async () => {
    for (const person of Object.values(people)) {
      expect(await person.may('iam:CreateVirtualMFADevice', iam('mfa/ann-phone'), { mfa: false })).toBe(true);
      expect(await person.may('iam:EnableMFADevice', iam('user/ann'), { mfa: false })).toBe(true);
      // Needs no permission, so it is enough not to deny it.
      expect(await person.isDenied('sts:GetSessionToken', '*', { mfa: false })).toBe(false);
      expect(await person.may('iam:DeactivateMFADevice', iam('user/ann'), { mfa: false })).toBe(false);
      expect(await person.may('iam:DeleteVirtualMFADevice', iam('mfa/ann'), { mfa: false })).toBe(false);
      expect(await person.may('iam:CreateAccessKey', iam('user/ann'), { mfa: false })).toBe(false);
    }
    expect(await people.developer.may('iam:EnableMFADevice', iam('user/bob'))).toBe(false);
    expect(await people.finance.may('iam:EnableMFADevice', iam('user/bob'))).toBe(false);
  });

  test('lets people look after their own user, and nobody else\'s', async () => {
    for (const action of ['iam:ChangePassword', 'iam:CreateAccessKey', 'iam:DeactivateMFADevice']) {
      expect(await people.developer.may(action, iam('user/ann'))).toBe(true);
      expect(await people.developer.may(action, iam('user/bob'))).toBe(false);
    }
  });

  test('comes before the password in the strict mode, and after it where the first sign-in asks for a new one', async () => {
    expect(await people.finance.may('iam:ChangePassword', iam('user/ann'), { mfa: false })).toBe(false);
    expect(await newcomer.may('iam:ChangePassword', iam('user/ann'), { mfa: false })).toBe(true);
    expect(await newcomer.may('iam:ChangePassword', iam('user/bob'), { mfa: false })).toBe(false);
    expect(await newcomer.may('billing:GetBillingData', '*', { mfa: false })).toBe(false);
  });

  test('is not undone by a second group', async () => {
    const both = new Person(stack, ['Developer', 'Finance']);

    expect(await both.may('ec2:DescribeInstances', '*', { mfa: false })).toBe(false);
    expect(await both.may('billing:GetBillingData', '*')).toBe(false);
  });
});
