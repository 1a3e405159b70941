import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { BaselineProfile } from '../baseline-profile';
import { ActivityAlarms } from '../logging/activity-alarms';
import { AlertTopic } from '../logging/alert-topic';
import { AuditTrail } from '../logging/audit-trail';
import { LoggingDomain } from '../logging/logging-domain';
import { TrailAlerts } from '../logging/trail-alerts';
import { TrailQueries } from '../logging/trail-queries';
import { TrailScope } from '../logging/trail-scope';
import { FrontDoor } from '../private/front-door';
import { Problem } from '../private/validation';
import { EncryptionKey } from '../storage/encryption-key';
import { KeyAlerts } from '../storage/key-alerts';
import { LogArchive } from '../storage/log-archive';
import { telemetryKeyStatements } from '../storage/telemetry-key-statements';

export interface RolloutTrailProps {
  readonly organizationId: string;
  readonly logArchiveAccount: string;
  readonly homeRegion: string;
  readonly logging: LoggingDomain;
  readonly profile?: BaselineProfile;
  readonly securityContact?: string;
}

export function rolloutTrailProblems({ logging, securityContact }: { logging?: LoggingDomain; securityContact?: string }): Problem[] {
  return [
    ...AlertTopic._problems({ securityContact }),
    ...logging instanceof LoggingDomain && logging._props.scope !== undefined ? [{
      prop: 'logging.scope', got: logging._props.scope.organizationId ?? 'the account', allowed: 'nothing',
      fix: 'leave it out: it is that of the organization',
    }] : [],
    ...logging instanceof LoggingDomain && (logging._props.adoption?.name ?? 'create') !== 'create' ? [{
      prop: 'logging.adoption', got: logging._props.adoption!.name, allowed: 'ServiceAdoption.create(), or LoggingDomain.omitted(reason)',
      fix: 'adopt the trail of the organization with an AccountBaseline of the account that made it',
    }] : [],
  ];
}

/**
 * The trail of the organization: in the management account, as AWS Organizations wants it, delivered to the log archive and encrypted with its key,
 * both in the home region. Log group, topic and alarms have a key of the management account.
 *
 * @param door - makes stacks of the region of AWS Organizations: the ids of new accounts are known in no other one
 */
export function placeTrail(door: FrontDoor, props: RolloutTrailProps): Stack {
  const stack = door.stack('Trail', 'Secure baseline: the trail of the organization');
  const { logArchiveAccount: account, homeRegion: region, profile = BaselineProfile.standard() } = props;
  const options = props.logging._over(profile._settings.logging);
  const { key: encryptionKey } = new EncryptionKey(stack, 'Key', {
    description: 'What the trail of the organization tells, and alerts', aliasName: 'secure-baseline/organization',
    statements: telemetryKeyStatements(stack),
  });
  const { topic } = new AlertTopic(stack, 'AlertTopic', {
    encryptionKey, securityContact: props.securityContact,
    // Beside the topic of an AccountBaseline of the management account.
    topicName: 'secure-baseline-organization-alerts',
  });
  new KeyAlerts(stack, 'KeyAlerts', { key: encryptionKey, topic });
  const trail = new AuditTrail(stack, 'AuditTrail', {
    ...options, encryptionKey,
    // The alias of the archive's key is known here and not its id.
    logFileKeyArn: stack.formatArn({
      service: 'kms', account, region, resource: 'alias', resourceName: LogArchive.KEY_ALIAS_NAME, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    }),
    scope: TrailScope.organization(props.organizationId),
    bucket: Bucket.fromBucketName(stack, 'LogArchive', LogArchive.bucketName(account, region)),
    accessLogBucket: Bucket.fromBucketName(stack, 'AccessLogs', LogArchive.accessLogBucketName(account, region)),
  });
  new TrailAlerts(stack, 'TrailAlerts', { logGroup: trail.logGroup, topic });

  const alarms = door.stack('TrailAlarms', 'Secure baseline: alarms for what nobody should do unseen in any account');
  new ActivityAlarms(alarms, 'ActivityAlarms', { ...options, logGroup: trail.logGroup, topic });
  const queries = door.stack('TrailQueries', 'Secure baseline: questions to ask of the trail of the organization');
  new TrailQueries(queries, 'TrailQueries', { logGroup: trail.logGroup });
  return stack;
}
