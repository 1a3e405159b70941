import { Stack } from 'aws-cdk-lib';
import { CfnPublishingDestination } from 'aws-cdk-lib/aws-guardduty';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct, IDependable } from 'constructs';
import { OPT_IN_REGIONS } from '../private/regions';
import { warn } from '../private/warn';

/** Properties of a ThreatFindingExport. */
export interface ThreatFindingExportProps {
  /** Id of the detector whose findings are exported, as ThreatDetection has it. */
  readonly detectorId: string;

  /**
   * Takes the findings, below `AWSLogs/<account>/GuardDuty/<region>/`. A bucket of this app gets the policy that it takes; one that is imported has
   * to let Amazon GuardDuty ask for its location and put objects.
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
   * @param regions - where they are, as far as is known: regions that have to be enabled before they are used deliver by a name of their own
   *
   * @internal
   */
  public static _accept(scope: IConstruct, bucket: IBucket, encryptionKey: IKey, regions: readonly string[]): IDependable | undefined {
    const stack = Stack.of(scope);
    const grant = (name: string, services: string[]) => {
      const allow = (sid: string, actions: string[], resources: string[]) => new PolicyStatement({
        sid: `${sid}${name}`,
        principals: services.map((service) => new ServicePrincipal(service)),
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
      // Every object: Amazon GuardDuty first tries whether it can write, by a name that AWS does not tell.
      return bucket.addToResourcePolicy(allow('ThreatFindingsWrite', ['s3:PutObject'], [bucket.arnForObjects('*')])).policyDependable;
    };
    // One for all of them, by a name that is not that of one: what is said twice of the same bucket has to be the same, and its policy has 20 kB.
    const late = [...new Set(regions)].filter((region) => OPT_IN_REGIONS.includes(region));
    if (late.length > 0) {
      grant(late.length > 1 ? 'Elsewhere' : late[0].replace(/-/g, ''), late.map((region) => `guardduty.${region}.amazonaws.com`));
    }
    return grant('', ['guardduty.amazonaws.com']);
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
    const bucketPolicy = ThreatFindingExport._accept(this, props.bucket, props.encryptionKey, [Stack.of(this).region]);
    const destination = new CfnPublishingDestination(this, 'Resource', {
      detectorId: props.detectorId,
      destinationType: 'S3',
      // Without a folder: Amazon GuardDuty takes one only if there is an object by that name, which nobody would write.
      destinationProperties: { destinationArn: props.bucket.bucketArn, kmsKeyArn: props.encryptionKey.keyArn },
    });
    if (bucketPolicy) {
      destination.node.addDependency(bucketPolicy);
    }
  }
}
