import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';
import { SettingOptions } from './setting-options';

/** Properties of an S3PublicAccessBlock. */
export interface S3PublicAccessBlockProps extends SettingOptions {}

/**
 * Keeps every bucket and access point of the account from the public, in all regions, whatever their own settings say. What is public already is no
 * longer so as soon as this is there: leave it out while a bucket of the account serves a website by itself.
 *
 * One an account. AWS CloudFormation has no resource type for it, so a function of the stack sets it. When the construct goes, what was there before
 * comes back, unless somebody has changed it since. Where a policy of the organization blocks public access, reading tells so and nothing is
 * written; one that was attached since stays in force.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html
 */
export class S3PublicAccessBlock extends Construct {
  /** @internal */
  public static _statements(): PolicyStatement[] {
    return [new PolicyStatement({ actions: ['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'], resources: ['*'] })];
  }

  /** @throws when the stack has one already */
  constructor(scope: Construct, id: string, props: S3PublicAccessBlockProps = {}) {
    super(scope, id);
    const input = { AccountId: Aws.ACCOUNT_ID };
    const fields = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
    const all = (value: boolean) => Object.fromEntries(fields.map((field) => [field, value]));

    SettingProvider.of(this).reach(this, {
      name: 'AccountS3PublicAccessBlock',
      service: 's3-control',
      client: 'S3ControlClient',
      read: { command: 'GetPublicAccessBlock', input, path: ['PublicAccessBlockConfiguration'] },
      absent: ['NoSuchPublicAccessBlockConfiguration'],
      fields: all(false),
      wanted: all(true),
      write: { command: 'PutPublicAccessBlock', input, to: 'PublicAccessBlockConfiguration' },
      remove: { command: 'DeletePublicAccessBlock', input },
      // What a policy of the organization answers an account that wants to write. On creation the same name may mean any other refusal, and need
      // not be understood: what an organization has blocked reads as wanted.
      gone: ['AccessDenied'],
      statements: S3PublicAccessBlock._statements(),
      wildcardReason: 'Amazon S3 knows no resource for the settings of an account.',
    }, props.logEncryptionKey);
  }
}
