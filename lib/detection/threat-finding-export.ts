import { Stack } from 'aws-cdk-lib';
import { CfnPublishingDestination } from 'aws-cdk-lib/aws-guardduty';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct, IDependable } from 'constructs';
import { warn } from '../private/warn';

const FOLDER = 'threat-findings';

/** Properties of a ThreatFindingExport. */
export interface ThreatFindingExportProps {
  /** Id of the detector whose findings are exported, as ThreatDetection has it. */
  readonly detectorId: string;

  /**
   * Takes the findings, below `threat-findings/AWSLogs/<account>/GuardDuty/`. A bucket of this app gets the policy that it takes; one that is
   * imported has to let Amazon GuardDuty ask for its location and put objects below `threat-findings/`.
   */
  readonly bucket: IBucket;

  /**
   * Encrypts the findings. In the region of the bucket. A key of this app gets the policy that it takes; one that is imported has to let Amazon
   * GuardDuty generate data keys.
   */
  readonly encryptionKey: IKey;
}

/**
 * Keeps what Amazon GuardDuty finds beyond the 90 days that it keeps findings itself. Those that a ThreatSuppression archives are not exported.
 *
 * One a detector. Bucket and key may be in another region than the detector, in the same one as each other, but not in one that has to be enabled
 * before it is used.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
export class ThreatFindingExport extends Construct {
  /**
   * Lets the detectors of the account in every region deliver.
   *
   * @internal
   */
  public static _accept(scope: IConstruct, bucket: IBucket, encryptionKey: IKey): IDependable | undefined {
    const stack = Stack.of(scope);
    const allow = (sid: string, actions: string[], resources: string[]) => new PolicyStatement({
      sid,
      principals: [new ServicePrincipal('guardduty.amazonaws.com')],
      actions,
      resources,
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        // Detectors of the account in every region and not this one by its id: the policy is there before the detector, in another stack.
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'guardduty', region: '*', resource: 'detector', resourceName: '*' }) },
      },
    });
    encryptionKey.addToResourcePolicy(allow('ThreatFindings', ['kms:GenerateDataKey'], ['*']));
    bucket.addToResourcePolicy(allow('ThreatFindingsCheck', ['s3:GetBucketLocation'], [bucket.bucketArn]));
    // Every object of its folder, where no other log is: Amazon GuardDuty chooses the names itself, and tries whether it can write first.
    return bucket.addToResourcePolicy(allow('ThreatFindingsWrite', ['s3:PutObject'], [bucket.arnForObjects(`${FOLDER}/*`)])).policyDependable;
  }

  /**
   * Warns where a detector that was there before may export already, and to one bucket alone.
   *
   * @internal
   */
  public static _warnUnknown(scope: IConstruct): void {
    warn(scope, 'threat-finding-export-unknown', 'what Amazon GuardDuty finds is kept beyond 90 days where whoever made the detector exports it: '
      + 'see aws guardduty list-publishing-destinations. Where nobody does, use a ThreatFindingExport');
  }

  constructor(scope: Construct, id: string, props: ThreatFindingExportProps) {
    super(scope, id);
    const bucketPolicy = ThreatFindingExport._accept(this, props.bucket, props.encryptionKey);
    const destination = new CfnPublishingDestination(this, 'Resource', {
      detectorId: props.detectorId,
      destinationType: 'S3',
      destinationProperties: { destinationArn: props.bucket.arnForObjects(`${FOLDER}/`), kmsKeyArn: props.encryptionKey.keyArn },
    });
    if (bucketPolicy) {
      destination.node.addDependency(bucketPolicy);
    }
  }
}
