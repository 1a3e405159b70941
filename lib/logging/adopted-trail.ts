import { CustomResource, Stack } from 'aws-cdk-lib';
import { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { SettingProvider } from '../private/setting-provider';

interface AdoptedTrailProps {
  readonly trailName: string;
  /** What the trail delivers to from now on, and the role that lets it. Not there when it delivers to a log group already. */
  readonly delivery?: { readonly logGroup: ILogGroup; readonly role: IRole };
  /** Encrypts the log of the function. */
  readonly logKey: IKey;
}

/**
 * A trail that is there, with what it lacks: all regions and global services, files that cannot be changed unnoticed, a log group. What is set is
 * put back when the stack goes, but for one thing: a trail that runs is never stopped.
 */
export class AdoptedTrail extends Construct {
  public readonly trailArn: string;

  constructor(scope: Construct, id: string, { trailName, delivery, logKey }: AdoptedTrailProps) {
    super(scope, id);
    this.trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    const named = { Name: trailName };
    const provider = SettingProvider.of(this);
    const common = {
      service: 'cloudtrail',
      client: 'CloudTrailClient',
      // On deletion alone: without a trail there is nothing to adopt.
      gone: ['TrailNotFoundException'],
      statements: this.statements(delivery?.role),
      wildcardReason: 'The trail may be that of an organization, which AWS Organizations describes as a whole.',
    };
    const read = (...path: string[]) => ({ command: 'GetTrail', input: named, path: ['Trail', ...path] });

    const reach = provider.reach(this, {
      name: 'AuditTrailReach',
      ...common,
      read: read(),
      fields: { IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false },
      wanted: { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true },
      write: { command: 'UpdateTrail', input: named, to: '' },
    }, logKey);
    const validation = provider.reach(this, {
      name: 'AuditTrailValidation',
      ...common,
      read: read('LogFileValidationEnabled'),
      wanted: true,
      write: { command: 'UpdateTrail', input: named, to: 'EnableLogFileValidation' },
    }, logKey);
    const status = { command: 'GetTrailStatus', input: named };
    const started = provider.reach(this, {
      name: 'AuditTrailStarted',
      ...common,
      read: { ...status, path: ['IsLogging'] },
      wanted: true,
      write: { command: 'StartLogging', input: named },
      // A read stands where other settings are put back: one that runs is never stopped.
      restore: status,
    }, logKey);
    const logging = delivery && provider.reach(this, {
      name: 'AuditTrailLogGroup',
      ...common,
      read: { ...read('CloudWatchLogsLogGroupArn'), none: '' },
      // Somebody watches the log group that is there.
      vacant: true,
      wanted: delivery.logGroup.logGroupArn,
      write: { command: 'UpdateTrail', input: { ...named, CloudWatchLogsRoleArn: delivery.role.roleArn }, to: 'CloudWatchLogsLogGroupArn' },
      remove: { command: 'UpdateTrail', input: { ...named, CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' } },
    }, logKey);
    if (delivery) {
      logging!.node.addDependency(delivery.logGroup, delivery.role);
    }
    // One after the other: AWS CloudTrail refuses a change while it makes another one.
    [reach, validation, started, ...logging ? [logging] : []].reduce<CustomResource | undefined>((before, each) => {
      if (before) {
        each.node.addDependency(before);
      }
      return each;
    }, undefined);
  }

  private statements(role?: IRole): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: ['cloudtrail:GetTrail', 'cloudtrail:GetTrailStatus', 'cloudtrail:StartLogging', 'cloudtrail:UpdateTrail'],
        resources: [this.trailArn],
      }),
      new PolicyStatement({
        actions: ['organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization'], resources: ['*'],
      }),
      // AWS asks for these where the trail is that of an organization.
      new PolicyStatement({
        actions: ['iam:CreateServiceLinkedRole', 'iam:GetRole'],
        resources: [Stack.of(this).formatArn({
          service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/cloudtrail.amazonaws.com/AWSServiceRoleForCloudTrail',
        })],
      }),
      ...role ? [new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [role.roleArn],
        conditions: { StringEquals: { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } },
      })] : [],
    ];
  }
}
