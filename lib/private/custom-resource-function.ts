import { Aws, CustomResource, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnRole, ManagedPolicy, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnEventInvokeConfig, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, DependencyGroup, IDependable } from 'constructs';
import { acknowledge } from './acknowledge';
import { acknowledgeWildcards } from './acknowledge-wildcards';
import { customResourceCode } from './custom-resource-code';
import { serviceRole } from './service-role';
import { refuse } from './validation';

/**
 * Path of the role and policies of functions that change settings of the account. Service control policies let them, and let nobody change what lies
 * there but those who deploy.
 */
const GUARDED_PATH = '/secure-baseline/service/';

/** The name of a function has 64 characters at most, and the last part of a stack's id 36, behind a dash. */
const LONGEST_PREFIX = 27;

export interface CustomResourceFunctionProps {
  readonly description: string;
  /** Text of what it does, for `customResourceCode`. */
  readonly settle: string;
  /** What the name of its log group starts with, and that of the function where it has one: up to 27 characters. */
  readonly logGroupPrefix: string;
  /**
   * How long it may work on a request, of which the last 25 seconds are for the answer. At most 15 minutes.
   *
   * @default Duration.minutes(2)
   */
  readonly timeout?: Duration;
}

/**
 * A function behind custom resources, whose code stands in the template. It may write to its log, and do what policies made with `allow` say.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources-lambda.html
 */
export abstract class CustomResourceFunction extends Construct {
  private readonly serviceToken: string;
  private readonly ready: IDependable;
  private readonly role: Role;
  private readonly logs: CfnLogGroup;
  private readonly handler: CfnFunction;
  private readonly timeout: Duration;
  private readonly policies: ManagedPolicy[] = [];
  private guarded = false;

  protected constructor(scope: Construct, id: string, props: CustomResourceFunctionProps) {
    super(scope, id);
    refuse(this, props.logGroupPrefix.length <= LONGEST_PREFIX ? [] : [{
      prop: 'logGroupPrefix', got: props.logGroupPrefix, allowed: `up to ${LONGEST_PREFIX} characters`,
      fix: 'shorten it: AWS Lambda refuses the name',
    }]);
    this.timeout = props.timeout ?? Duration.minutes(2);
    const logGroup = new LogGroup(this, 'LogGroup', {
      // With the last part of the stack's id: a log group that outlived its stack must not be in the way when the stack is made again.
      logGroupName: `${props.logGroupPrefix}-${Fn.select(2, Fn.split('/', Aws.STACK_ID))}`,
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
      description: props.description,
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      architectures: ['x86_64'],
      code: { zipFile: customResourceCode(props.settle) },
      memorySize: 256,
      timeout: this.timeout.toSeconds(),
      role: this.role.roleArn,
      loggingConfig: { logGroup: logGroup.logGroupName },
    });
    // A request that AWS Lambda kept and tried again would be served after AWS CloudFormation has given up on it.
    const invocation = new CfnEventInvokeConfig(this, 'Invocation', {
      functionName: handler.ref, qualifier: '$LATEST', maximumRetryAttempts: 0, maximumEventAgeInSeconds: 120,
    });
    this.handler = handler;
    this.policies.push(this.role.node.findChild('Policy') as ManagedPolicy);
    this.serviceToken = handler.attrArn;
    this.ready = new DependencyGroup(logGroup, this.role, handler, invocation);
    this.acknowledgeDesign(handler);
  }

  /** Encrypts the log of the function. The first key passed in a stack does. */
  public encryptLog(key?: IKey): void {
    this.logs.kmsKeyId ??= key?.keyArn;
  }

  /**
   * For functions that change settings of the account: names them, their role and their policies so that the guardrails of an organization can let
   * them pass, and keep everybody from using them for anything else.
   */
  protected guard(): void {
    this.guarded = true;
    // As the log group is called, whose name has the id of the stack in it.
    this.handler.functionName = this.logs.ref;
    (this.role.node.defaultChild as CfnRole).path = GUARDED_PATH;
    this.policies.forEach(placeBelow);
  }

  /**
   * A policy for what else the function may do. Its role takes ten.
   *
   * @param wildcardReason - why wildcards in it cannot be narrower
   */
  protected allow(scope: Construct, id: string, wildcardReason: string): ManagedPolicy {
    refuse(scope, this.policies.length >= 10
      ? [{ prop: 'scope', got: scope.node.path, allowed: 'nine such constructs in a stack', fix: 'use another stack: a role takes ten policies' }]
      : []);
    // The same text whatever the feature flags of the app say.
    const policy = new ManagedPolicy(scope, id, { document: new PolicyDocument({ minimize: true }), roles: [this.role] });
    acknowledgeWildcards(policy, wildcardReason);
    this.policies.push(policy);
    if (this.guarded) {
      placeBelow(policy);
    }
    return policy;
  }

  /**
   * A custom resource that the function serves. Function and policy are there before it, and until after it has gone.
   *
   * @param policy - what the function needs for it
   */
  protected serve(scope: Construct, id: string, resourceType: string, properties: Record<string, string>, policy: ManagedPolicy): CustomResource {
    const resource = new CustomResource(scope, id, {
      resourceType,
      serviceToken: this.serviceToken,
      // Longer than a request can wait and run, so that no answer can come too late.
      serviceTimeout: this.timeout.plus(Duration.minutes(3)),
      properties,
    });
    resource.node.addDependency(this.ready, policy);
    return resource;
  }

  private acknowledgeDesign(handler: CfnFunction): void {
    acknowledge(handler, 'It calls public endpoints of AWS alone, takes no connections, and must work in an account that has no network.',
      'NIST.800.53.R5-LambdaInsideVPC', 'HIPAA.Security-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC');
    acknowledge(handler, 'AWS CloudFormation fails a deployment that gets no answer. A request kept for later would be served unasked.',
      'NIST.800.53.R5-LambdaDLQ', 'HIPAA.Security-LambdaDLQ');
    acknowledge(handler, 'AWS CloudFormation calls it a few times a deployment. A new account has too little concurrency for any to be reserved.',
      'NIST.800.53.R5-LambdaConcurrency', 'HIPAA.Security-LambdaConcurrency');
    // Not before the app is validated: what comes later may bring a key.
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

function placeBelow(policy: ManagedPolicy): void {
  (policy.node.defaultChild as CfnManagedPolicy).path = GUARDED_PATH;
}
