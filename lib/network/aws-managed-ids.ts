import { CustomResource, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { CustomResourceFunction } from '../private/custom-resource-function';
import { AWS_MANAGED_ID_HANDLER } from './aws-managed-id-handler';

/** How the ids of one kind are found. */
interface Listing {
  /** What ids of it are of, as the first part of construct ids. */
  readonly kind: string;
  /** Name of the service in the package of its client. */
  readonly service: string;
  /** Class of the client. */
  readonly client: string;
  /** The operation that lists the items, a page at a time. */
  readonly command: string;
  readonly input?: Record<string, unknown>;
  /** Field of the response that has the items. */
  readonly items: string;
  /** Field of an item that names who manages it. */
  readonly owner: string;
  /** Field of an item that has its name. */
  readonly name: string;
  /** Field of an item that has its id. */
  readonly id: string;
  readonly action: string;
}

const DOMAIN_LISTS: Listing = {
  kind: 'DomainList',
  service: 'route53resolver',
  client: 'Route53ResolverClient',
  command: 'ListFirewallDomainLists',
  items: 'FirewallDomainLists',
  owner: 'ManagedOwnerName',
  name: 'Name',
  id: 'Id',
  action: 'route53resolver:ListFirewallDomainLists',
};

const PREFIX_LISTS: Listing = {
  kind: 'PrefixList',
  service: 'ec2',
  client: 'EC2Client',
  command: 'DescribeManagedPrefixLists',
  input: { Filters: [{ Name: 'owner-id', Values: ['AWS'] }] },
  items: 'PrefixLists',
  owner: 'OwnerId',
  name: 'PrefixListName',
  id: 'PrefixListId',
  action: 'ec2:DescribeManagedPrefixLists',
};

/**
 * Ids that AWS gives to what it manages, different in each region. AWS CloudFormation wants them and cannot look them up by name, nor can synthesis
 * without credentials; that is the gap this function of a stack fills. It only reads.
 *
 * A name that AWS does not have in the region fails the deployment, with those it has.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export class AwsManagedIds extends CustomResourceFunction {
  /** The ids of a scope's stack, found by a function that is made when there is none yet. */
  public static of(scope: IConstruct): AwsManagedIds {
    const stack = Stack.of(scope);
    const id = 'SecureBaselineAwsManagedIds';
    return stack.node.tryFindChild(id) as AwsManagedIds | undefined ?? new AwsManagedIds(stack, id);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Looks up ids of what AWS manages, which AWS CloudFormation cannot. It only reads',
      settle: AWS_MANAGED_ID_HANDLER,
      logGroupPrefix: 'secure-baseline-managed-ids',
    });
  }

  /**
   * Id of a domain list of Route 53 Resolver DNS Firewall.
   *
   * @param name - as AWS has it, such as `AWSManagedDomainsAggregateThreatList`
   */
  public domainListId(name: string): string {
    return this.find(DOMAIN_LISTS, name, name);
  }

  /**
   * Id of the prefix list with the addresses of a service in the region.
   *
   * @param service - the last part of the prefix list's name, such as `s3` or `dynamodb`
   */
  public prefixListId(service: string): string {
    return this.find(PREFIX_LISTS, service, `com.amazonaws.${Stack.of(this).region}.${service}`);
  }

  private find(listing: Listing, key: string, wanted: string): string {
    const { kind, action, ...lookup } = listing;
    const id = `${kind}-${key}`;
    const existing = this.node.tryFindChild(id) as CustomResource | undefined;
    const properties = { Lookup: Stack.of(this).toJsonString({ ...lookup, wanted }) };
    return (existing ?? this.serve(this, id, 'Custom::AwsManagedId', properties, this.permission(kind, action))).getAttString('Id');
  }

  private permission(kind: string, action: string): ManagedPolicy {
    const id = `${kind}Policy`;
    const policy = this.node.tryFindChild(id) as ManagedPolicy | undefined ?? this.allow(this, id, 'A call that lists names no resource.');
    // The same statement again changes nothing.
    policy.addStatements(new PolicyStatement({ actions: [action], resources: ['*'] }));
    return policy;
  }
}
