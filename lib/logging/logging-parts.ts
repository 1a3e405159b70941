import { Stack } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { ActivityAlarms } from './activity-alarms';
import { AlertChannels } from './alert-channels';
import { ArchiveQueries } from './archive-queries';
import { AuditTrail } from './audit-trail';
import { LoggingProps } from './logging-domain';
import { TrailAlerts } from './trail-alerts';
import { TrailQueries } from './trail-queries';

/** Where the trail delivers, and who is told. */
export interface LoggingNeeds {
  readonly bucket: IBucket;
  readonly encryptionKey: IKey;
  readonly accessLogBucket?: IBucket;
  readonly topic: ITopic;
  readonly channels?: AlertChannels;
}

/**
 * The audit trail of an account, what watches it, and what is asked of it.
 *
 * @param beside - makes further stacks: alarms and questions do not fit into one
 */
export function placeLogging(
  stack: Stack, beside: (id: string, description: string) => Stack, props: LoggingProps, needs: LoggingNeeds,
): AuditTrail {
  const { bucket, encryptionKey, accessLogBucket, topic, channels } = needs;
  const trail = new AuditTrail(stack, 'AuditTrail', { ...props, bucket, encryptionKey, accessLogBucket });
  new TrailAlerts(stack, 'TrailAlerts', { logGroup: trail.logGroup, topic, channels });
  const alarms = beside('Alarms', 'Secure baseline: alarms for what nobody should do unseen');
  new ActivityAlarms(alarms, 'ActivityAlarms', { ...props, logGroup: trail._logGroupFor(alarms), topic, channels });
  const queries = beside('Queries', 'Secure baseline: questions to ask of the trail, and where to ask them');
  new TrailQueries(queries, 'TrailQueries', { logGroup: trail._logGroupFor(queries) });
  // A trail that was there delivers to a bucket of its own.
  if (props.adoption === undefined || props.adoption.name === 'create') {
    new ArchiveQueries(queries, 'ArchiveQueries', { bucket, encryptionKey, accessLogBucket, scope: props.scope });
  }
  return trail;
}
