import { Duration } from 'aws-cdk-lib';
import { VpcBlockPublicAccessMode } from '../network/vpc-block-public-access-mode';
import {
  ALLOWED_IMAGES, ALLOWED_IMAGES_AUDIT, BUCKET_BLOCK_PUBLIC_ACCESS, EXCEPTION_MESSAGE, IMAGE_BLOCK_PUBLIC_ACCESS, INSTANCE_METADATA_DEFAULTS,
  INSTANCE_METADATA_ENFORCED, SERIAL_CONSOLE_BLOCK, SNAPSHOT_BLOCK_NEW_PUBLIC_ACCESS, SNAPSHOT_BLOCK_PUBLIC_ACCESS, VPC_BLOCK_PUBLIC_ACCESS,
  VPC_BLOCK_PUBLIC_ACCESS_WITH_EXCLUSIONS,
} from './declarative-entries';
import { ManagementPolicy } from './management-policy';
import { ManagementPolicyEntry } from './management-policy-entry';

/** What machine images have to be like, besides belonging to somebody trusted. */
export interface AllowedImagesOptions {
  /**
   * How old they are at most, from 1 to 3,650 days.
   *
   * @default - of any age
   */
  readonly maximumAge?: Duration;

  /**
   * For how long their owner may have called them deprecated, from 0 to 3,650 days. With 0, none that is deprecated is allowed.
   *
   * @default - deprecated or not
   */
  readonly maximumDeprecation?: Duration;
}

/**
 * How Amazon EC2, Amazon VPC and Amazon S3 are set in all accounts at or below a target, in every region, now and in accounts to come. The services
 * hold it themselves, so that no administrator of an account changes it and no way around an action is left open.
 *
 * Unlike guardrails, they bind the management account too, and service-linked roles. No policy further down changes what one of these sets. What an
 * account had set before comes back when the policy goes.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ec2_syntax.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3.html
 */
export class DeclarativePolicy extends ManagementPolicy {
  /** No machine image is shared with everybody. Those that are already stay public. */
  public static imageBlockPublicAccess(): DeclarativePolicy {
    return new DeclarativePolicy(IMAGE_BLOCK_PUBLIC_ACCESS);
  }

  /** No snapshot of Amazon EBS is shared with everybody, and those that were are private. */
  public static snapshotBlockPublicAccess(): DeclarativePolicy {
    return new DeclarativePolicy(SNAPSHOT_BLOCK_PUBLIC_ACCESS);
  }

  /** No snapshot of Amazon EBS is newly shared with everybody. Those that are already stay public: for a company that publishes some. */
  public static snapshotBlockNewPublicAccess(): DeclarativePolicy {
    return new DeclarativePolicy(SNAPSHOT_BLOCK_NEW_PUBLIC_ACCESS);
  }

  /** Instances have no serial console. */
  public static serialConsoleBlock(): DeclarativePolicy {
    return new DeclarativePolicy(SERIAL_CONSOLE_BLOCK);
  }

  /**
   * New instances ask for a token before they hand out metadata and credentials (IMDSv2), unless whoever starts them wants it otherwise.
   *
   * @param httpPutResponseHopLimit - network hops a token may travel, from 1 to 64; 1 by default. Containers with a network of their own are one hop
   * further away than their instance, and take over its role with 2
   */
  public static instanceMetadataDefaults(httpPutResponseHopLimit: number = 1): DeclarativePolicy {
    return new DeclarativePolicy(INSTANCE_METADATA_DEFAULTS(httpPutResponseHopLimit));
  }

  /**
   * No instance starts that hands out metadata and credentials without a token (IMDSv1), and none is changed to do so. What still asks for IMDSv1,
   * such as an old launch template, starts no instances any more: first find out with the metric `MetadataNoToken`.
   *
   * @param httpPutResponseHopLimit - network hops a token may travel, from 1 to 64; 1 by default
   */
  public static instanceMetadataEnforced(httpPutResponseHopLimit: number = 1): DeclarativePolicy {
    return new DeclarativePolicy(INSTANCE_METADATA_ENFORCED(httpPutResponseHopLimit));
  }

  /**
   * The internet reaches no VPC, whatever gateways and routes there are, and no account makes exceptions. For units whose accounts are private.
   *
   * @param mode - whether VPCs reach the internet by themselves
   */
  public static vpcBlockPublicAccess(mode: VpcBlockPublicAccessMode): DeclarativePolicy {
    return new DeclarativePolicy(VPC_BLOCK_PUBLIC_ACCESS(mode));
  }

  /**
   * The internet reaches no VPC but those, and their subnets, for which the account that owns them has made an exception. Whoever may make exceptions
   * there opens networks: keep it to the few with the guardrail `vpcBlockPublicAccess`.
   *
   * @param mode - whether VPCs reach the internet by themselves
   */
  public static vpcBlockPublicAccessWithExclusions(mode: VpcBlockPublicAccessMode): DeclarativePolicy {
    return new DeclarativePolicy(VPC_BLOCK_PUBLIC_ACCESS_WITH_EXCLUSIONS(mode));
  }

  /**
   * Instances start from images of these owners alone, and others are not even found. Images of the account itself are always allowed.
   *
   * @param owners - `amazon`, `aws-marketplace`, `aws-backup-vault` and ids of accounts; 1 to 200
   * @param options - what else is asked of an image
   */
  public static allowedImages(owners: string[], options: AllowedImagesOptions = {}): DeclarativePolicy {
    return new DeclarativePolicy(ALLOWED_IMAGES([...owners], options));
  }

  /**
   * Tells, for each image, whether `allowedImages` would allow it, and stops nothing. To be attached before.
   *
   * @param owners - `amazon`, `aws-marketplace`, `aws-backup-vault` and ids of accounts; 1 to 200
   * @param options - what else is asked of an image
   */
  public static allowedImagesAudit(owners: string[], options: AllowedImagesOptions = {}): DeclarativePolicy {
    return new DeclarativePolicy(ALLOWED_IMAGES_AUDIT([...owners], options));
  }

  /**
   * No bucket and no access point of Amazon S3 is public, whatever its own settings and those of its account say. What is public already is no longer
   * so: leave it out above accounts whose buckets serve a website by themselves.
   */
  public static bucketBlockPublicAccess(): DeclarativePolicy {
    return new DeclarativePolicy(BUCKET_BLOCK_PUBLIC_ACCESS);
  }

  /**
   * What people read when Amazon EC2 refuses something because of a declarative policy, instead of a sentence of AWS. One for a target.
   *
   * @param text - whom to ask, and where to read why: everybody in an account can see it, so nothing personal belongs there
   */
  public static exceptionMessage(text: string): DeclarativePolicy {
    return new DeclarativePolicy(EXCEPTION_MESSAGE(text));
  }

  /**
   * What an ordinary company can turn on at once, at no cost: what the baseline sets in each account, held in all of them. Instances, networks and
   * images that exist stay as they are. Snapshots and buckets that are public are no longer so.
   */
  public static recommended(): DeclarativePolicy[] {
    return [
      DeclarativePolicy.imageBlockPublicAccess(), DeclarativePolicy.snapshotBlockPublicAccess(), DeclarativePolicy.serialConsoleBlock(),
      DeclarativePolicy.instanceMetadataDefaults(), DeclarativePolicy.bucketBlockPublicAccess(),
    ];
  }

  private constructor(protected readonly _entry: ManagementPolicyEntry) {
    super();
  }
}
