import { Effect, IManagedPolicy, ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { AWS_SERVICES } from '../private/services';
import { checkUnique, Problem, refuse } from '../private/validation';
import { arnOf } from './arn';
import { BASELINE_PATH, WORKLOAD_BOUNDARY_NAME, WORKLOAD_PATH } from './names';

/** What code may use at the most, whatever its own policies say. */
const SERVICES = [
  'appsync', 'athena', 'bedrock', 'cloudwatch', 'cognito-idp', 'dynamodb', 'ecr', 'ecs', 'elasticfilesystem', 'es', 'events', 'execute-api',
  'firehose', 'glue', 'kinesis', 'kms', 'lambda', 'logs', 'rds-data', 'rds-db', 's3', 'scheduler', 'secretsmanager', 'ses', 'sns', 'sqs', 'ssm',
  'ssmmessages', 'states', 'xray',
];

/** What code never needs, and an intruder in it would look for first. */
const NEVER_ACTIONS = [
  'bedrock:Create*',
  'cloudwatch:DeleteAlarms',
  'cloudwatch:DisableAlarmActions',
  'cognito-idp:AdminAddUserToGroup',
  'ecr:CompleteLayerUpload',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:SetRepositoryPolicy',
  'ecs:CreateService',
  'ecs:ExecuteCommand',
  'ecs:RegisterTaskDefinition',
  'ecs:RunTask',
  'ecs:StartTask',
  'ecs:UpdateService',
  'glue:CreateDevEndpoint',
  'glue:UpdateDevEndpoint',
  'kms:CreateGrant',
  'kms:DeleteAlias',
  'kms:DeleteImportedKeyMaterial',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:PutKeyPolicy',
  'kms:ScheduleKeyDeletion',
  'kms:UpdateAlias',
  'lambda:AddPermission',
  'lambda:CreateFunction',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateFunctionConfiguration',
  'logs:DeleteLogGroup',
  'logs:PutRetentionPolicy',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutAccountPublicAccessBlock',
  's3:PutBucketAcl',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutObjectAcl',
  'secretsmanager:PutResourcePolicy',
  'sqs:AddPermission',
  'sqs:SetQueueAttributes',
  'ssm:CreateActivation',
  'ssm:CreateAssociation*',
  'ssm:CreateDocument',
  'ssm:ResetServiceSetting',
  'ssm:ResumeSession',
  'ssm:SendCommand',
  'ssm:StartAutomationExecution',
  'ssm:StartSession',
  'ssm:TerminateSession',
  'ssm:UpdateAssociation*',
  'ssm:UpdateDocument*',
  'ssm:UpdateServiceSetting',
  'states:CreateStateMachine',
  'states:UpdateStateMachine',
];

/** Properties of a WorkloadBoundary. */
export interface WorkloadBoundaryProps {
  /**
   * Prefixes of services that code in this account uses besides the usual ones, such as `polly`. Not `iam`, `sts`, `organizations` or `account`.
   *
   * @default - none
   */
  readonly additionalServices?: string[];
}

/**
 * The permissions boundary of every role that code runs with: the most such a role can be given, and never identities, other accounts, the network
 * perimeter, evidence or billing. Code writes to buckets and reads secrets and parameters that are named `workload-…` alone. Developers can
 * make roles only
 * with this boundary on them, and no persona can change it.
 *
 * One an account, since its name is what the developers' policy asks for.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class WorkloadBoundary extends Construct {
  /** @internal */
  public static _problems(props: WorkloadBoundaryProps): Problem[] {
    const services = props.additionalServices ?? [];
    return [
      ...checkUnique('additionalServices', services, 'name each service once'),
      ...services.flatMap((service, index) => AWS_SERVICES.includes(service) && !['account', 'iam', 'organizations', 'sts'].includes(service)
        ? []
        : [{
          prop: `additionalServices[${index}]`,
          got: service,
          allowed: 'the prefix of a service of AWS as it stands before the colon of its actions, other than account, iam, organizations and sts',
          fix: 'write it like polly or rekognition',
        }]),
    ];
  }

  /** The policy, to be set as `permissionsBoundary`. */
  public readonly policy: IManagedPolicy;

  /** @throws when a service is no prefix, or one that no workload may have */
  constructor(scope: Construct, id: string, props: WorkloadBoundaryProps = {}) {
    super(scope, id);
    refuse(this, WorkloadBoundary._problems(props));
    const policy = new ManagedPolicy(this, 'Resource', {
      managedPolicyName: WORKLOAD_BOUNDARY_NAME,
      path: BASELINE_PATH,
      description: 'The most that the role of a workload can be given',
      statements: [
        new PolicyStatement({
          sid: 'UseServices',
          actions: [...SERVICES, ...props.additionalServices ?? []].sort().map((service) => `${service}:*`),
          resources: ['*'],
        }),
        new PolicyStatement({
          sid: 'BecomeOtherWorkloads',
          actions: ['sts:AssumeRole'],
          resources: [arnOf('iam', `role${WORKLOAD_PATH}*`, '')],
        }),
        new PolicyStatement({ sid: 'KnowOneself', actions: ['sts:GetCallerIdentity'], resources: ['*'] }),
        new PolicyStatement({ sid: 'NeverPrivileged', effect: Effect.DENY, actions: NEVER_ACTIONS, resources: ['*'] }),
        new PolicyStatement({
          sid: 'NeverEvidence',
          effect: Effect.DENY,
          actions: ['cloudwatch:*', 'events:*', 'logs:*', 's3:*', 'sns:*'],
          resources: [
            arnOf('cloudwatch', 'alarm:secure-baseline-*'),
            arnOf('events', 'rule/secure-baseline-*'),
            arnOf('logs', 'log-group:secure-baseline-*'),
            arnOf('s3', 'secure-baseline-*', '', ''),
            arnOf('sns', 'secure-baseline-*'),
          ],
        }),
        new PolicyStatement({
          sid: 'OnlyOwnSecrets',
          effect: Effect.DENY,
          actions: ['secretsmanager:GetSecretValue', 'ssm:GetParameter*'],
          notResources: [arnOf('secretsmanager', 'secret:workload-*'), arnOf('ssm', 'parameter/workload-*'), arnOf('ssm', 'parameter/workload/*')],
        }),
        new PolicyStatement({
          sid: 'OnlyOwnObjects',
          effect: Effect.DENY,
          actions: ['s3:BypassGovernanceRetention', 's3:Delete*', 's3:Put*'],
          notResources: [arnOf('s3', 'workload-*', '', '')],
        }),
      ],
    });
    this.policy = policy;
    acknowledgeWildcards(policy,
      'A boundary grants nothing by itself: it names the services that the policies of a role may open, each to the extent they say.');
  }
}
