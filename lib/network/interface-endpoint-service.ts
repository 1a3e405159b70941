import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { checkText, Problem } from '../private/validation';
import { EndpointAccess } from './endpoint-access';

/** How the calls of a service can be limited at its endpoint. */
interface Limits {
  /** Whether calls say whose resource they are for, so that others' can be kept out. Where AWS does not say so, they are taken not to. */
  readonly resourceSide?: boolean;
  /** What AWS owns and everybody uses: it would be kept out with the rest. */
  readonly ofAws?: { readonly actions: string[]; readonly resources: string[]; readonly conditions?: Record<string, string> };
  /** Calls by which somebody gets an identity, and who therefore has none yet. */
  readonly withoutIdentity?: string[];
  /** Replaces all that: what may be called, in this account and in trusted ones, by whoever the resource itself lets. */
  readonly ofAccounts?: { readonly action: string; readonly resource: (account: string) => string };
}

/**
 * A service that an interface endpoint leads to, with what its endpoint policy can limit.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 * @see https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/vpc_endpoint_policies
 */
export class InterfaceEndpointService {
  /** AWS Systems Manager. Besides resources of one's own, the documents and parameters that AWS publishes can be used. */
  public static readonly SSM = new InterfaceEndpointService('ssm', {
    resourceSide: true,
    ofAws: {
      actions: [
        'ssm:CreateAssociation', 'ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath',
        'ssm:ListDocumentVersions', 'ssm:SendCommand', 'ssm:StartSession',
      ],
      // No account in the ARN is how AWS writes what is its own.
      resources: ['document', 'parameter/aws'].map((kind) => `arn:${Aws.PARTITION}:ssm:${Aws.REGION}::${kind}/*`),
    },
  });

  /** Sessions of AWS Systems Manager. Limits who calls alone: the calls name no resource. */
  public static readonly SSM_MESSAGES = new InterfaceEndpointService('ssmmessages');

  /** Messages of AWS Systems Manager to its agents. Limits who calls alone: the calls name no resource. */
  public static readonly EC2_MESSAGES = new InterfaceEndpointService('ec2messages');

  /** The API of Amazon EC2. Besides resources of one's own, images of Amazon can be launched. */
  public static readonly EC2 = new InterfaceEndpointService('ec2', {
    resourceSide: true,
    ofAws: {
      actions: ['ec2:RunInstances'],
      resources: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}::image/*`],
      conditions: { 'ec2:Owner': 'amazon' },
    },
  });

  /** AWS Key Management Service. */
  public static readonly KMS = new InterfaceEndpointService('kms', { resourceSide: true });

  /** AWS Secrets Manager. */
  public static readonly SECRETS_MANAGER = new InterfaceEndpointService('secretsmanager', { resourceSide: true });

  /** Amazon CloudWatch Logs. */
  public static readonly CLOUDWATCH_LOGS = new InterfaceEndpointService('logs', { resourceSide: true });

  /** Metrics and alarms of Amazon CloudWatch. */
  public static readonly CLOUDWATCH = new InterfaceEndpointService('monitoring', { resourceSide: true });

  /** AWS Security Token Service. Roles of one's own can also be assumed by those who come from an identity provider. */
  public static readonly STS = new InterfaceEndpointService('sts', {
    resourceSide: true, withoutIdentity: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
  });

  /** The API of Amazon ECR. Images that AWS keeps in accounts of its own, such as Amazon EKS add-ons, need these as trusted accounts. */
  public static readonly ECR_API = new InterfaceEndpointService('ecr.api', { resourceSide: true });

  /** Image registries of Amazon ECR. Needs `ECR_API` beside it, and layers come through the gateway endpoint of Amazon S3. */
  public static readonly ECR_DOCKER = new InterfaceEndpointService('ecr.dkr', { resourceSide: true });

  /** Amazon SQS. */
  public static readonly SQS = new InterfaceEndpointService('sqs', { resourceSide: true });

  /** Amazon SNS. */
  public static readonly SNS = new InterfaceEndpointService('sns', { resourceSide: true });

  /** Amazon EventBridge. */
  public static readonly EVENTBRIDGE = new InterfaceEndpointService('events', { resourceSide: true });

  /** AWS Step Functions. */
  public static readonly STEP_FUNCTIONS = new InterfaceEndpointService('states', { resourceSide: true });

  /**
   * APIs of Amazon API Gateway: those of this account and of trusted accounts, for callers whom the API itself lets in.
   *
   * The endpoint takes over the default names of every API in the region: those of public APIs no longer lead anywhere from the network.
   */
  public static readonly EXECUTE_API = new InterfaceEndpointService('execute-api', {
    ofAccounts: {
      action: 'execute-api:Invoke',
      resource: (account) => `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${account}:*`,
    },
  });

  /**
   * What Session Manager needs: the way to sign in to instances without SSH, an open port, or the internet.
   *
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
   */
  public static sessionManager(): InterfaceEndpointService[] {
    return [InterfaceEndpointService.SSM, InterfaceEndpointService.SSM_MESSAGES, InterfaceEndpointService.EC2_MESSAGES];
  }

  /**
   * A service that is none of the above. Its endpoint limits who calls, and not whose resources are reached.
   *
   * @param name - what follows `com.amazonaws.<region>.` in the name of the service, such as `athena`
   */
  public static of(name: string): InterfaceEndpointService {
    return new InterfaceEndpointService(name);
  }

  /**
   * A service that knows no endpoint policies: whoever is let in by the network may call it, with any identity. Gives a warning at synthesis.
   *
   * @param name - what follows `com.amazonaws.<region>.` in the name of the service
   */
  public static withoutPolicy(name: string): InterfaceEndpointService {
    return new InterfaceEndpointService(name, {}, false);
  }

  private constructor(
    /** What follows `com.amazonaws.<region>.` in the name of the service. */
    public readonly name: string,
    private readonly limits: Limits = {},
    /** Whether its endpoint has a policy that limits who may call what. */
    public readonly hasPolicy: boolean = true,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return checkText(prop, this.name, /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/,
      'the name of a service behind AWS PrivateLink', 'write what follows com.amazonaws.<region>. in it, such as athena');
  }

  /**
   * What the policy of the endpoint allows.
   *
   * @internal
   */
  public _statements(access: EndpointAccess): PolicyStatement[] {
    const { resourceSide = false, ofAws, withoutIdentity, ofAccounts } = this.limits;
    if (ofAccounts) {
      return [new PolicyStatement({
        sid: 'OwnAndTrustedAccounts',
        // Calls need not be signed: the API decides whether they must.
        principals: [new StarPrincipal()],
        actions: [ofAccounts.action],
        resources: [Aws.ACCOUNT_ID, ...access.trustedAccounts].map(ofAccounts.resource),
      })];
    }
    const who = conditionsOf(access, 'aws:Principal');
    return [
      ...access._statements(resourceSide),
      ...ofAws ? [new PolicyStatement({
        sid: 'OwnIdentitiesToWhatAwsOwns',
        principals: [new StarPrincipal()],
        actions: ofAws.actions,
        resources: ofAws.resources,
        conditions: { StringEquals: { ...who, ...ofAws.conditions } },
      })] : [],
      ...withoutIdentity ? [new PolicyStatement({
        sid: 'OthersToOwnRoles',
        principals: [new StarPrincipal()],
        actions: withoutIdentity,
        resources: ['*'],
        conditions: { StringEquals: conditionsOf(access, 'aws:Resource') },
      })] : [],
    ];
  }
}

/** One side of what limits access: the keys that say who calls, or whose the resource is. */
function conditionsOf(access: EndpointAccess, side: string): Record<string, string> {
  const [{ conditions }] = access._statements(true);
  const both = (conditions as { StringEquals: Record<string, string> }).StringEquals;
  return Object.fromEntries(Object.entries(both).filter(([key]) => key.startsWith(side)));
}
