import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { arnOf } from '../arn';
import { BASELINE_PATH, WORKLOAD_BOUNDARY_NAME, WORKLOAD_TAG } from '../names';
import {
  BOUNDED_ACTIONS, COMPUTE_SERVICES, DEPLOY_ACTIONS, IDENTITY_ACTIONS, INSTANCE_ACTIONS, INSTANCE_PROFILE_ACTIONS, NEVER_ACTIONS,
  READ_ACTIONS, WIDENING_ACTIONS, WORKLOAD_RESOURCES, WORKLOAD_ROLE_ACTIONS, WORK_ACTIONS,
} from './developer-actions';
import { PersonaEntry } from './persona-entry';

const own = (resource: string) => arnOf('iam', resource, '');
/** ARN of the policy that WorkloadBoundary makes. */
const BOUNDARY = own(`policy${BASELINE_PATH}${WORKLOAD_BOUNDARY_NAME}`);

export const DEVELOPER: PersonaEntry = {
  name: 'developer',
  what: 'Builds and runs applications: compute, data stores, queues, logs and deployments.',
  why: 'Code acts with the role it is given: so a developer makes and passes only roles below /workload/ that carry the boundary, '
    + 'and changes only code whose name begins with workload-.',
  statements: () => [
    new PolicyStatement({ sid: 'Look', actions: READ_ACTIONS, resources: ['*'] }),
    new PolicyStatement({ sid: 'Work', actions: WORK_ACTIONS, resources: ['*'] }),
    new PolicyStatement({
      sid: 'Deploy',
      actions: DEPLOY_ACTIONS,
      resources: WORKLOAD_RESOURCES.map((resource) => {
        const [service, region, ...rest] = resource.split(':');
        return arnOf(service, rest.join(':'), region);
      }),
    }),
    new PolicyStatement({ sid: 'LaunchInstances', actions: ['ec2:RunInstances'], resources: ['*'] }),
    new PolicyStatement({
      sid: 'TagAtLaunch',
      actions: ['ec2:CreateTags'],
      resources: ['*'],
      conditions: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
    }),
    new PolicyStatement({
      sid: 'UseTaggedInstances',
      actions: INSTANCE_ACTIONS,
      resources: [arnOf('ec2', 'instance/*')],
      conditions: { Null: { [`aws:ResourceTag/${WORKLOAD_TAG}`]: 'false' } },
    }),
    new PolicyStatement({
      sid: 'EndOwnSessions',
      actions: ['ssm:TerminateSession'],
      resources: [arnOf('ssm', 'session/${aws:username}-*')],
    }),
    new PolicyStatement({
      sid: 'OpenShellSessions',
      actions: ['ssm:StartSession'],
      resources: [arnOf('ssm', 'document/SSM-SessionManagerRunShell')],
    }),
    new PolicyStatement({
      sid: 'MakeBoundedRoles',
      actions: BOUNDED_ACTIONS,
      resources: [own('role/workload/*')],
      conditions: { StringEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    }),
    new PolicyStatement({ sid: 'KeepWorkloadRoles', actions: WORKLOAD_ROLE_ACTIONS, resources: [own('role/workload/*')] }),
    new PolicyStatement({ sid: 'KeepInstanceProfiles', actions: INSTANCE_PROFILE_ACTIONS, resources: [own('instance-profile/workload/*')] }),
    new PolicyStatement({
      sid: 'PassWorkloadRoles',
      actions: ['iam:PassRole'],
      resources: [own('role/workload/*')],
      conditions: { StringEquals: { 'iam:PassedToService': COMPUTE_SERVICES.map((service) => `${service}.amazonaws.com`) } },
    }),
    new PolicyStatement({
      sid: 'NoPerimeterAuditOrBilling',
      effect: Effect.DENY,
      actions: NEVER_ACTIONS,
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'NoAuditLogsOrKeys',
      effect: Effect.DENY,
      actions: ['apigateway:GET', 'logs:FilterLogEvents', 'logs:Get*', 'logs:StartQuery'],
      resources: [
        arnOf('apigateway', '/apikeys*', '*', ''),
        arnOf('logs', 'log-group:secure-baseline-*'),
      ],
    }),
    new PolicyStatement({
      sid: 'NoIdentities',
      effect: Effect.DENY,
      actions: IDENTITY_ACTIONS,
      notResources: [own('user/${aws:username}'), own('mfa/*'), own('role/workload/*'), own('instance-profile/workload/*')],
    }),
    new PolicyStatement({
      sid: 'NoUnboundedRoles',
      effect: Effect.DENY,
      actions: BOUNDED_ACTIONS,
      resources: ['*'],
      conditions: { StringNotEquals: { 'iam:PermissionsBoundary': BOUNDARY } },
    }),
    new PolicyStatement({ sid: 'NoWidening', effect: Effect.DENY, actions: WIDENING_ACTIONS, resources: ['*'] }),
  ],
};

/** Upload and view, but never delete. */
export function objectStatements(buckets: IBucket[]): PolicyStatement[] {
  if (buckets.length === 0) {
    return [];
  }
  const objects = buckets.map((bucket) => bucket.arnForObjects('*'));
  const keys = [...new Set(buckets.flatMap(({ encryptionKey }) => encryptionKey ? [encryptionKey.keyArn] : []))];
  return [
    new PolicyStatement({ sid: 'SeeBuckets', actions: ['s3:ListBucket'], resources: buckets.map((bucket) => bucket.bucketArn) }),
    new PolicyStatement({ sid: 'UploadAndView', actions: ['s3:GetObject', 's3:PutObject'], resources: objects }),
    ...keys.length === 0 ? [] : [new PolicyStatement({
      sid: 'EncryptObjects',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: keys,
      conditions: { StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } },
    })],
    new PolicyStatement({
      sid: 'NeverDelete',
      effect: Effect.DENY,
      actions: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:PutLifecycleConfiguration'],
      resources: [...buckets.map((bucket) => bucket.bucketArn), ...objects],
    }),
  ];
}
