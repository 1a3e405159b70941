import { IManagedPolicy, IRole, ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { Problem, refuse } from '../private/validation';
import { WORKLOAD_PATH } from './names';

/** Properties of a WorkloadRole. */
export interface WorkloadRoleProps {
  /** The boundary, such as that of the account's WorkloadBoundary. */
  readonly permissionsBoundary: IManagedPolicy;

  /**
   * What the code may do, on named resources. An action or a resource that is `*`, or all of a service, is refused.
   *
   * @default - nothing besides what the service itself needs
   */
  readonly statements?: PolicyStatement[];
}

/**
 * A role that code runs with: below the path `/workload/`, bounded, and without wildcards.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
 */
export class WorkloadRole extends Construct {
  /**
   * For an Amazon EC2 instance, which AWS Systems Manager can reach.
   *
   * @param scope - where the role stands
   * @param id - id of the role there
   * @param props - boundary and permissions
   */
  public static forInstance(scope: Construct, id: string, props: WorkloadRoleProps): WorkloadRole {
    const made = new WorkloadRole(scope, id, 'ec2.amazonaws.com', props, []);
    made.role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'));
    acknowledge(
      made,
      'AWS maintains what its own agent needs; Session Manager in place of SSH depends on it, and the boundary still limits it.',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]',
    );
    return made;
  }

  /**
   * For an AWS Lambda function that writes to one log group.
   *
   * @param scope - where the role stands
   * @param id - id of the role there
   * @param logGroup - the log group of the function
   * @param props - boundary and permissions
   */
  public static forFunction(scope: Construct, id: string, logGroup: ILogGroup, props: WorkloadRoleProps): WorkloadRole {
    const logs = new PolicyStatement({ sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
    return new WorkloadRole(scope, id, 'lambda.amazonaws.com', props, [logs]);
  }

  /** The role. */
  public readonly role: IRole;

  private constructor(scope: Construct, id: string, service: string, props: WorkloadRoleProps, own: PolicyStatement[]) {
    super(scope, id);
    refuse(this, wildcards(props.statements ?? []));
    const role = new Role(this, 'Resource', {
      path: WORKLOAD_PATH,
      assumedBy: new ServicePrincipal(service),
      permissionsBoundary: props.permissionsBoundary,
    });
    this.role = role;
    const statements = [...own, ...props.statements ?? []];
    if (statements.length > 0) {
      new ManagedPolicy(this, 'Permissions', { path: WORKLOAD_PATH, roles: [role], statements });
    }
  }
}

function wildcards(statements: PolicyStatement[]): Problem[] {
  return statements.flatMap((statement, index) => [
    ...[...statement.actions.filter((action) => /^\*$|^[^:]+:\*$/.test(action)), ...statement.notActions].map((action) => ({
      prop: `statements[${index}].actions`, got: action, allowed: 'actions by name', fix: 'name what the code calls, such as dynamodb:GetItem',
    })),
    ...[...statement.resources.filter((resource) => resource === '*'), ...statement.notResources].map((resource) => ({
      prop: `statements[${index}].resources`, got: resource, allowed: 'resources by ARN', fix: 'name the tables, queues or buckets the code uses',
    })),
  ]);
}
