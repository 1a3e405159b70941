import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { OPT_IN_REGIONS } from '../private/regions';
import { ServiceAdopter } from '../private/service-adopter';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';
import { LogArchive } from '../storage/log-archive';
import { ThreatFindingExport } from './threat-finding-export';

export interface FurtherFindingExportProps {
  /** Not there when the detector is left alone. */
  readonly detectorId?: string;
  readonly detectorAdoption?: ServiceAdoption;
  readonly account: string;
  readonly homeRegion: string;
  /** That of the LogArchive unless given. */
  readonly bucketName?: string;
  /** That of the LogArchive unless given. */
  readonly keyArn?: string;
}

/**
 * Keeps what Amazon GuardDuty finds in a further region where the home region keeps its own. Bucket and key are those of another stack in another
 * region: the bucket has a name that is known, the key an alias. Where that cannot be, synthesis warns.
 */
export class FurtherFindingExport extends Construct {
  constructor(scope: Construct, id: string, props: FurtherFindingExportProps) {
    super(scope, id);
    const { detectorId, detectorAdoption, account, homeRegion, bucketName, keyArn } = props;
    const archives = [LogArchive.bucketName(account, homeRegion), LogArchive.configurationBucketName(account, homeRegion)];
    if (detectorId === undefined) {
      return;
    }
    if (detectorAdoption?._adopts) {
      ThreatFindingExport._warnUnknown(this);
    } else if (OPT_IN_REGIONS.includes(homeRegion)) {
      warn(this, 'threat-finding-export-region', 'what Amazon GuardDuty finds here is gone after 90 days: from other regions it exports to no bucket '
        + `in ${homeRegion}, which has to be enabled before it is used. Export them with a ThreatFindingExport to one of this region`);
    } else if (keyArn === undefined && bucketName !== undefined && !archives.includes(bucketName)) {
      warn(this, 'threat-finding-export-key', 'what Amazon GuardDuty finds here is gone after 90 days: the key of the bucket that would take it is '
        + 'not known. Set logKeyArn of the RegionalBaseline, or pass StorageDomain.existing() a key that was imported by its ARN');
    } else {
      new ThreatFindingExport(this, 'Export', {
        detectorId,
        bucket: Bucket.fromBucketName(this, 'Bucket', bucketName ?? archives[0]),
        encryptionKey: Key.fromKeyArn(this, 'Key', keyArn ?? this.archiveKey(homeRegion)),
      });
    }
  }

  private archiveKey(region: string): string {
    const alias = `alias/${LogArchive.KEY_ALIAS_NAME}`;
    return ServiceAdopter.of(this).adopt(this, {
      logicalId: 'AdoptedArchiveKey',
      name: 'key of the log archive',
      service: 'kms',
      client: 'KMSClient',
      region,
      find: { command: 'DescribeKey', input: { KeyId: alias }, path: ['KeyMetadata', 'Arn'] },
      wishes: [],
      statements: [new PolicyStatement({
        actions: ['kms:DescribeKey'],
        resources: [Stack.of(this).formatArn({ service: 'kms', region, resource: 'key', resourceName: '*' })],
        conditions: { StringEquals: { 'kms:RequestAlias': alias } },
      })],
      wildcardReason: 'The key is known by its alias alone, and no other can be asked for.',
    }).getAttString('Id');
  }
}
