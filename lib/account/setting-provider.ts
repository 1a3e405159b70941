import { Aws, CfnResource, CustomResource, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventInvokeConfig, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeWildcards } from '../private/acknowledge-wildcards';
import { serviceRole } from '../private/service-role';
import { refuse } from '../private/validation';
import { SETTING_HANDLER } from './setting-handler';

/** A call of an AWS service. */
export interface SettingCall {
  /** Name of the operation, as in the API reference: `UpdateAccountPasswordPolicy`. */
  readonly command: string;
  /** Parameters that are the same each time. */
  readonly input?: Record<string, unknown>;
  /** Parameter that takes the state to reach; `''` where its fields are parameters themselves. Not sent by default. */
  readonly to?: string;
  /** Parameter that takes the state found; as `to`. For calls that must name what they take away. */
  readonly from?: string;
}

/** A call that tells the state of a setting. */
export interface SettingRead extends Pick<SettingCall, 'command' | 'input'> {
  /** Where the state is in the response, step by step; empty when the response is the state. */
  readonly path: (string | number)[];
}

/** A setting of an account that AWS CloudFormation has no resource type for, as calls that read, write and remove it. */
export interface Setting {
  /** Its logical id. The same wherever it stands, so that a construct can move without the setting being made anew and then undone. */
  readonly name: string;
  /** Name of the service in the package of its client: `iam` in `@aws-sdk/client-iam`. */
  readonly service: string;
  /** Class of the client: `IAMClient`. */
  readonly client: string;
  readonly read: SettingRead;
  /**
   * The fields that make up the state, each with what counts when it is missing or empty (`null`: the field is then left out).
   * By default the state is all that `read` finds.
   */
  readonly fields?: Record<string, unknown>;
  /** Names of errors by which `read` says that there is none. So does a path that leads nowhere. */
  readonly absent?: string[];
  /** The state to reach, as `read` would find it. */
  readonly wanted: unknown;
  readonly write: SettingCall;
  /** Goes back to a state other than `wanted`. By default `write` does. */
  readonly restore?: SettingCall;
  /** Goes back to none. By default the setting is left as it is. */
  readonly remove?: SettingCall;
  /** Names of errors by which a call says that the organization has decided. They count as success. */
  readonly enforced?: string[];
  /** What the calls need, each on the resources it can name. */
  readonly statements: PolicyStatement[];
  /** Why wildcards in `statements` cannot be narrower. */
  readonly wildcardReason: string;
}

/**
 * The one function of a stack that reaches settings AWS CloudFormation has no resource type for, and puts back what was there.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html
 */
export class SettingProvider extends Construct {
  /** The provider of a scope's stack, made when there is none yet. */
  public static of(scope: IConstruct): SettingProvider {
    const stack = Stack.of(scope);
    const id = 'SecureBaselineSettingProvider';
    return stack.node.tryFindChild(id) as SettingProvider | undefined ?? new SettingProvider(stack, id);
  }

  private readonly role: Role;
  private readonly logs: CfnLogGroup;
  private readonly serviceToken: string;
  private readonly settings: string[] = [];

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'LogGroup', {
      // With the last part of the stack's id: a log group that outlived its stack must not be in the way when the stack is made again.
      logGroupName: `secure-baseline-settings-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.logs = logGroup.node.defaultChild as CfnLogGroup;
    this.role = serviceRole(this, 'Role', 'lambda.amazonaws.com', [new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    })]);
    // The L1: the L2 loads Amazon EC2, Amazon SQS and more, which costs 40 ms at every synthesis.
    const handler = new CfnFunction(this, 'Function', {
      description: 'Reaches account settings that AWS CloudFormation has no resource type for, and puts back what was there',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      architectures: ['x86_64'],
      code: { zipFile: SETTING_HANDLER },
      memorySize: 256,
      timeout: 120,
      role: this.role.roleArn,
      loggingConfig: { logGroup: logGroup.logGroupName },
    });
    // A request that AWS Lambda kept and tried again would change the account after AWS CloudFormation has given up on it.
    new CfnEventInvokeConfig(this, 'Invocation', {
      functionName: handler.ref, qualifier: '$LATEST', maximumRetryAttempts: 0, maximumEventAgeInSeconds: 120,
    });
    this.serviceToken = handler.attrArn;
    this.acknowledgeDesign(handler);
  }

  /**
   * Makes a scope reach a setting, with what it needs to be allowed.
   *
   * @param logKey - encrypts the log of the provider; the first one passed in a stack does
   */
  public reach(scope: Construct, setting: Setting, logKey?: IKey): void {
    const { name, statements, wildcardReason, ...declaration } = setting;
    refuse(scope, this.settings.includes(name)
      ? [{ prop: 'scope', got: scope.node.path, allowed: `one ${scope.constructor.name} in a stack`, fix: 'leave this one out: an account has one' }]
      : []);
    this.settings.push(name);
    this.logs.kmsKeyId ??= logKey?.keyArn;

    // A policy for each setting, and not one for all: it goes after the setting has gone, which needs it to put back what was there.
    const policy = new ManagedPolicy(scope, 'Policy', { statements, roles: [this.role] });
    acknowledgeWildcards(policy, wildcardReason);
    const resource = new CustomResource(scope, 'Resource', {
      resourceType: 'Custom::AccountSetting',
      serviceToken: this.serviceToken,
      // Longer than a request can wait and run, so that no answer can come too late.
      serviceTimeout: Duration.minutes(5),
      properties: { Setting: Stack.of(scope).toJsonString(declaration) },
    });
    (resource.node.defaultChild as CfnResource).overrideLogicalId(name);
    resource.node.addDependency(this, policy);
  }

  private acknowledgeDesign(handler: CfnFunction): void {
    acknowledge(handler, 'It calls public endpoints of AWS alone, takes no connections, and must work in an account that has no network.',
      'NIST.800.53.R5-LambdaInsideVPC', 'HIPAA.Security-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC');
    acknowledge(handler, 'AWS CloudFormation fails a deployment that gets no answer. A request kept for later would change the account unasked.',
      'NIST.800.53.R5-LambdaDLQ', 'HIPAA.Security-LambdaDLQ');
    acknowledge(handler, 'AWS CloudFormation calls it a few times a deployment. A new account has too little concurrency for any to be reserved.',
      'NIST.800.53.R5-LambdaConcurrency', 'HIPAA.Security-LambdaConcurrency');
    // Not before the app is validated: a setting that comes later may bring a key.
    this.node.addValidation({
      validate: () => {
        if (this.logs.kmsKeyId === undefined) {
          acknowledge(this.logs, 'No key was passed. Amazon CloudWatch Logs encrypts with its own, and the log holds nothing but names and errors.',
            'NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'HIPAA.Security-CloudWatchLogGroupEncrypted', 'PCI.DSS.321-CloudWatchLogGroupEncrypted');
        }
        return [];
      },
    });
  }
}
