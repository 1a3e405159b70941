import { Stack } from 'aws-cdk-lib';
import { CfnPublishingDestination } from 'aws-cdk-lib/aws-guardduty';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

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
 * Keeps what Amazon GuardDuty finds beyond the 90 days that it keeps findings itself. Those that a ThreatSuppression archives are exported too.
 *
 * One a detector.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
export class ThreatFindingExport extends Construct {
  constructor(scope: Construct, id: string, props: ThreatFindingExportProps) {
    super(scope, id);
    const stack = Stack.of(this);
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
    props.encryptionKey.addToResourcePolicy(allow('ThreatFindings', ['kms:GenerateDataKey'], ['*']));
    props.bucket.addToResourcePolicy(allow('ThreatFindingsCheck', ['s3:GetBucketLocation'], [props.bucket.bucketArn]));
    // Every object of its folder, where no other log is: Amazon GuardDuty chooses the names itself, and tries whether it can write first.
    const { policyDependable: bucketPolicy } = props.bucket.addToResourcePolicy(
      allow('ThreatFindingsWrite', ['s3:PutObject'], [props.bucket.arnForObjects(`${FOLDER}/*`)]));
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
