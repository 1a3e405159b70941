import { CustomResource, CfnResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct, IConstruct } from 'constructs';
import { CustomResourceFunction } from '../private/custom-resource-function';
import { refuse } from '../private/validation';
import { DEFAULT_VPC_HANDLER } from './default-vpc-handler';

/** What belongs to a VPC, the filter that finds it, how many of it a default VPC is born with, and further filters. */
const BORN: [what: string, by: string, born: number, and?: Record<string, string>][] = [
  ['NetworkInterfaces', 'vpc-id', 0],
  ['Subnets', 'vpc-id', 0, { 'default-for-az': 'false' }],
  ['SecurityGroups', 'vpc-id', 1],
  ['RouteTables', 'vpc-id', 1],
  ['NetworkAcls', 'vpc-id', 1],
  ['VpcEndpoints', 'vpc-id', 0],
  ['VpnGateways', 'attachment.vpc-id', 0, { 'attachment.state': 'attached' }],
  ['VpcPeeringConnections', 'requester-vpc-info.vpc-id', 0, { 'status-code': 'active' }],
  ['VpcPeeringConnections', 'accepter-vpc-info.vpc-id', 0, { 'status-code': 'active' }],
];

/** The function of a stack that removes the default VPC of its region. */
export class DefaultVpcRemover extends CustomResourceFunction {
  /** The remover of a scope's stack, made when there is none yet. */
  public static of(scope: IConstruct): DefaultVpcRemover {
    const stack = Stack.of(scope);
    const id = 'SecureBaselineDefaultVpcRemover';
    return stack.node.tryFindChild(id) as DefaultVpcRemover | undefined ?? new DefaultVpcRemover(stack, id);
  }

  private used = false;

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Removes the default VPC of its region where it is empty, and tells when it is not',
      settle: DEFAULT_VPC_HANDLER,
      logGroupPrefix: 'secure-baseline-default-vpc',
    });
    this.guard();
  }

  /**
   * Has the default VPC removed.
   *
   * @param logKey - encrypts the log of the function
   */
  public remove(scope: Construct, logKey?: IKey): CustomResource {
    refuse(scope, this.used
      ? [{ prop: 'scope', got: scope.node.path, allowed: 'one DefaultVpcRemoval in a stack', fix: 'leave this one out: a region has one' }]
      : []);
    this.used = true;
    this.encryptLog(logKey);

    const arn = (resource: string) => Stack.of(this).formatArn({ service: 'ec2', resource, resourceName: '*' });
    const lists = ['InternetGateways', 'Vpcs', ...BORN.map(([what]) => what)];
    const policy = this.allow(scope, 'Policy',
      'Nobody knows the ids of what AWS made with the account, and calls that list or make what is the default know no resource.');
    policy.addStatements(
      new PolicyStatement({
        actions: [...new Set(lists)].map((what) => `ec2:Describe${what}`).concat('ec2:CreateDefaultSubnet', 'ec2:CreateDefaultVpc'),
        resources: ['*'],
      }),
      new PolicyStatement({ actions: ['ec2:DeleteSubnet'], resources: [arn('subnet')] }),
      new PolicyStatement({
        actions: ['ec2:AttachInternetGateway', 'ec2:DeleteInternetGateway', 'ec2:DetachInternetGateway'],
        resources: [arn('internet-gateway'), arn('vpc')],
      }),
      new PolicyStatement({ actions: ['ec2:DeleteVpc'], resources: [arn('vpc')] }),
      new PolicyStatement({
        actions: ['Egress', 'Ingress'].flatMap((way) => ['Authorize', 'Revoke'].map((verb) => `ec2:${verb}SecurityGroup${way}`)),
        resources: [arn('security-group')],
      }),
    );
    const resource = this.serve(scope, 'Resource', 'Custom::DefaultVpcRemoval', { Born: JSON.stringify(BORN) }, policy);
    // The same wherever it stands, so that it can move without being made anew and then taken back.
    (resource.node.defaultChild as CfnResource).overrideLogicalId('AccountDefaultVpcRemoval');
    return resource;
  }
}
