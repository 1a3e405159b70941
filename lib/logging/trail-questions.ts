/** A question to the events of AWS CloudTrail, in the languages of both places that keep them. */
export interface TrailQuestion {
  /** Name of the query, after `secure-baseline/`. */
  readonly id: string;
  /** The question. */
  readonly what: string;
  /** When it is asked. */
  readonly why: string;
  /** For Amazon CloudWatch Logs Insights, which adds the period. */
  readonly insights: string;
  /** For Amazon Athena: columns and condition. The table, the days and the order are added. */
  readonly columns: string;
  readonly condition: string;
  /** Groups the answer, the largest first. */
  readonly groupBy?: string;
  /** How many days back the archive is searched. */
  readonly days: number;
}

const WHO = 'userIdentity.arn as who, userIdentity.invokedBy as through, sourceIPAddress as address';
const LATEST = '| sort eventTime desc\n| limit 1000';
const WHO_COLUMNS = 'useridentity.arn AS who, useridentity.invokedby AS through, sourceipaddress AS address';
const field = (path: string) => `json_extract_scalar(requestparameters, '$.${path}')`;
const among = (names: string[], quote: string) => names.map((name) => `${quote}${name}${quote}`).join(', ');
const NAMES = {
  groups: [
    'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',
    'ModifySecurityGroupRules', 'CreateSecurityGroup', 'DeleteSecurityGroup',
  ],
  keyEnds: ['DisableKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'PutKeyPolicy', 'DeleteImportedKeyMaterial', 'DisableKeyRotation'],
  keyUses: ['Decrypt', 'ReEncrypt', 'GenerateDataKey', 'Encrypt', 'Sign', 'GenerateMac'],
  roles: ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'SwitchRole'],
  credentials: ['CreateUser', 'CreateLoginProfile', 'UpdateLoginProfile', 'CreateAccessKey', 'CreateServiceSpecificCredential'],
  blinding: [
    'StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'DeleteDetector', 'UpdateDetector', 'DisableSecurityHub', 'DeleteAnalyzer',
    'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteAlarms', 'DisableAlarmActions', 'DeleteMetricFilter', 'DeleteLogGroup',
  ],
};

/**
 * What is asked of a trail when something has happened.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html
 */
export const TRAIL_QUESTIONS: readonly TrailQuestion[] = [
  {
    id: 'who-deleted-a-bucket',
    what: 'Who deleted which bucket, when and from where, and who tried to?',
    why: 'A bucket is gone.',
    insights: `fields eventTime, requestParameters.bucketName as bucket, ${WHO}, errorCode\n`
      + `| filter eventSource = "s3.amazonaws.com" and eventName = "DeleteBucket"\n${LATEST}`,
    columns: `eventtime, ${field('bucketName')} AS bucket, ${WHO_COLUMNS}, errorcode`,
    condition: `eventsource = 's3.amazonaws.com' AND eventname = 'DeleteBucket'`,
    days: 90,
  },
  {
    id: 'who-deleted-objects',
    what: 'Who deleted which objects?',
    why: 'Data is gone, and the bucket is not. Answered only where the trail records data events.',
    insights: `fields eventTime, requestParameters.bucketName as bucket, requestParameters.key as key, ${WHO}, errorCode\n`
      + `| filter eventSource = "s3.amazonaws.com" and eventName in ["DeleteObject", "DeleteObjects"]\n${LATEST}`,
    columns: `eventtime, ${field('bucketName')} AS bucket, ${field('key')} AS key, ${WHO_COLUMNS}, errorcode`,
    condition: `eventsource = 's3.amazonaws.com' AND eventname IN ('DeleteObject', 'DeleteObjects')`,
    days: 7,
  },
  {
    id: 'who-changed-what',
    what: 'Who changed anything, and how often?',
    why: 'Something broke, or somebody is suspected: shows at a glance who did more than look.',
    insights: 'filter eventName not like /^(Get|List|Describe|Head|Lookup|Batch(Get|Describe)|Select|Search|Decrypt|GenerateDataKey|AssumeRole)/\n'
      + '| stats count(*) as calls by userIdentity.arn, eventSource, eventName\n| sort calls desc\n| limit 1000',
    columns: 'useridentity.arn AS who, eventsource, eventname, count(*) AS calls',
    condition: `readonly = 'false'`,
    groupBy: 'useridentity.arn, eventsource, eventname',
    days: 1,
  },
  {
    id: 'what-did-root-do',
    what: 'What did the root user do?',
    why: 'Nobody works as root: each line wants an explanation.',
    insights: 'fields eventTime, eventSource, eventName, sourceIPAddress as address, userAgent, errorCode\n'
      + `| filter userIdentity.type = "Root" and not ispresent(userIdentity.invokedBy) and eventType != "AwsServiceEvent"\n${LATEST}`,
    columns: 'eventtime, eventsource, eventname, sourceipaddress AS address, useragent, errorcode',
    condition: `useridentity.type = 'Root' AND useridentity.invokedby IS NULL AND eventtype <> 'AwsServiceEvent'`,
    days: 90,
  },
  {
    id: 'who-was-refused',
    what: 'Who was refused, how often, and what was it they tried?',
    why: 'Bursts by one identity across many services are somebody trying out stolen credentials.',
    insights: 'filter errorCode like /UnauthorizedOperation$/ or errorCode like /^AccessDenied/\n'
      + '| stats count(*) as refusals by bin(5m) as time, userIdentity.arn, sourceIPAddress, eventSource, eventName\n'
      + '| sort refusals desc\n| limit 1000',
    columns: 'useridentity.arn AS who, sourceipaddress AS address, eventsource, eventname, count(*) AS refusals',
    condition: `(errorcode LIKE '%UnauthorizedOperation' OR errorcode LIKE 'AccessDenied%')`,
    groupBy: 'useridentity.arn, sourceipaddress, eventsource, eventname',
    days: 7,
  },
  {
    id: 'who-signed-in-without-mfa',
    what: 'Which users and root users signed in to the console without MFA?',
    why: 'A password was enough. Sign-ins through an identity provider are left out: their MFA happens there.',
    insights: 'fields eventTime, userIdentity.arn as who, userIdentity.type as kind, sourceIPAddress as address, userAgent\n'
      + '| filter eventName = "ConsoleLogin" and responseElements.ConsoleLogin = "Success"'
      + ' and userIdentity.type in ["IAMUser", "Root"]'
      + ` and (not ispresent(additionalEventData.MFAUsed) or additionalEventData.MFAUsed != "Yes")\n${LATEST}`,
    columns: 'eventtime, useridentity.arn AS who, useridentity.type AS kind, sourceipaddress AS address, useragent',
    condition: `eventname = 'ConsoleLogin' AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'`
      + ` AND useridentity.type IN ('IAMUser', 'Root') AND coalesce(json_extract_scalar(additionaleventdata, '$.MFAUsed'), 'No') <> 'Yes'`,
    days: 90,
  },
  {
    id: 'who-failed-to-sign-in',
    what: 'From which addresses did sign-ins fail?',
    why: 'Many failures from one address are somebody guessing.',
    insights: 'filter eventName = "ConsoleLogin" and responseElements.ConsoleLogin = "Failure"\n'
      + '| stats count(*) as failures by sourceIPAddress, userIdentity.userName\n| sort failures desc\n| limit 1000',
    columns: 'sourceipaddress AS address, useridentity.username AS name, count(*) AS failures',
    condition: `eventname = 'ConsoleLogin' AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure'`,
    groupBy: 'sourceipaddress, useridentity.username',
    days: 7,
  },
  {
    id: 'who-changed-security-groups',
    what: 'Who changed which security group?',
    why: 'A service became reachable, or stopped being.',
    insights: `fields eventTime, eventName, requestParameters.groupId as securityGroup, ${WHO}, errorCode\n`
      + `| filter eventSource = "ec2.amazonaws.com" and eventName in [${among(NAMES.groups, '"')}]\n${LATEST}`,
    columns: `eventtime, eventname, ${field('groupId')} AS security_group, ${WHO_COLUMNS}, errorcode, requestparameters`,
    condition: `eventsource = 'ec2.amazonaws.com' AND eventname IN (${among(NAMES.groups, `'`)})`,
    days: 30,
  },
  {
    id: 'who-took-a-key-away',
    what: 'Who disabled a key, scheduled its deletion, or changed who may use it?',
    why: 'What it encrypts cannot be read any more, or by somebody else.',
    insights: `fields eventTime, eventName, requestParameters.keyId as key, ${WHO}, errorCode\n`
      + `| filter eventSource = "kms.amazonaws.com" and eventName in [${among(NAMES.keyEnds, '"')}]\n${LATEST}`,
    columns: `eventtime, eventname, ${field('keyId')} AS key, ${WHO_COLUMNS}, errorcode`,
    condition: `eventsource = 'kms.amazonaws.com' AND eventname IN (${among(NAMES.keyEnds, `'`)})`,
    days: 90,
  },
  {
    id: 'who-used-a-key',
    what: 'Who used which key, and how often?',
    why: 'To know what would break without the key, and who read what it encrypts.',
    insights: `filter eventSource = "kms.amazonaws.com" and eventName in [${among(NAMES.keyUses, '"')}]\n`
      + '| stats count(*) as uses by resources.0.ARN, userIdentity.arn, userIdentity.invokedBy, eventName\n| sort uses desc\n| limit 1000',
    columns: 'resources[1].arn AS key, useridentity.arn AS who, useridentity.invokedby AS through, eventname, count(*) AS uses',
    condition: `eventsource = 'kms.amazonaws.com' AND eventname IN (${among(NAMES.keyUses, `'`)}) AND cardinality(resources) > 0`,
    groupBy: 'resources[1].arn, useridentity.arn, useridentity.invokedby, eventname',
    days: 1,
  },
  {
    id: 'who-assumed-which-role',
    what: 'Who assumed which role, from where?',
    why: 'Leads from the name of a session back to the person or program behind it.',
    insights: `fields eventTime, requestParameters.roleArn as role, requestParameters.roleSessionName as session, ${WHO}, errorCode\n`
      + `| filter eventName in [${among(NAMES.roles, '"')}] and not ispresent(userIdentity.invokedBy)\n${LATEST}`,
    columns: `eventtime, ${field('roleArn')} AS role, ${field('roleSessionName')} AS session, ${WHO_COLUMNS}, errorcode`,
    condition: `eventname IN (${among(NAMES.roles, `'`)}) AND useridentity.invokedby IS NULL`,
    days: 7,
  },
  {
    id: 'who-made-credentials',
    what: 'Who made users, passwords or access keys, and for whom?',
    why: 'What an intruder leaves behind so as to come back.',
    insights: `fields eventTime, eventName, requestParameters.userName as user, ${WHO}, errorCode\n`
      + `| filter eventSource = "iam.amazonaws.com" and eventName in [${among(NAMES.credentials, '"')}]\n${LATEST}`,
    columns: `eventtime, eventname, ${field('userName')} AS name, ${WHO_COLUMNS}, errorcode`,
    condition: `eventsource = 'iam.amazonaws.com' AND eventname IN (${among(NAMES.credentials, `'`)})`,
    days: 90,
  },
  {
    id: 'who-blinded-the-account',
    what: 'Who stopped or changed trails, detection, the record of configuration, or alarms?',
    why: 'What happened afterwards may have gone unseen: start reading there.',
    insights: `fields eventTime, eventSource, eventName, ${WHO}, errorCode\n`
      + `| filter eventName in [${among(NAMES.blinding, '"')}]\n${LATEST}`,
    columns: `eventtime, eventsource, eventname, ${WHO_COLUMNS}, errorcode`,
    condition: `eventname IN (${among(NAMES.blinding, `'`)})`,
    days: 90,
  },
];
