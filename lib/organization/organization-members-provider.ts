import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { CustomResourceFunction } from '../private/custom-resource-function';
import { ORGANIZATION_MEMBERS_HANDLER } from './organization-members-handler';

/** A call that lists page by page. */
interface Listing {
  readonly command: string;
  readonly input?: Record<string, unknown>;
  /** The field with the list. */
  readonly path: string;
  /** Parameter and field that lead to the next page. */
  readonly token: string;
}

/** How the accounts of an organization become members of a service that a delegated administrator manages. */
export interface OrganizationMembers {
  /** Name of the service in the package of its client. */
  readonly service: string;
  /** Class of the client. */
  readonly client: string;
  /** The members, each with an `accountId`. */
  readonly members: Listing;
  /** The call that adds one. `to` is the parameter that takes the account with its e-mail address; without it, the call takes the id alone. */
  readonly add: { readonly command: string; readonly to?: string };
  /** What is turned on for members and the administrator itself, by calls that take a hundred `accountIds`. */
  readonly on?: {
    /** The call that tells `accounts`, each with a `resourceState`. */
    readonly read: string;
    /** What must be on, by its name in there. */
    readonly states: string[];
    readonly command: string;
    readonly input: Record<string, unknown>;
  };
}

/**
 * The one function of a stack that makes accounts of an organization members of services. Services do so by themselves for accounts that join later;
 * those that are there already have to be added one by one.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
 */
export class OrganizationMembersProvider extends CustomResourceFunction {
  /** The provider of a scope's stack, made when there is none yet. */
  public static of(scope: IConstruct): OrganizationMembersProvider {
    const stack = Stack.of(scope);
    const id = 'SecureBaselineOrganizationMembersProvider';
    return stack.node.tryFindChild(id) as OrganizationMembersProvider | undefined ?? new OrganizationMembersProvider(stack, id);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      description: 'Makes the accounts of an organization members of security services',
      settle: ORGANIZATION_MEMBERS_HANDLER,
      logGroupPrefix: 'secure-baseline-members',
      // As long as AWS Lambda lets it: thousands of accounts take minutes.
      timeout: Duration.minutes(15),
    });
    this.guard();
  }

  /**
   * Adds all accounts. What became of it is the attribute `Outcome` of what is returned.
   *
   * @param statements - what the calls of the service need
   * @param wildcardReason - why wildcards in them cannot be narrower
   */
  public add(scope: Construct, members: OrganizationMembers, statements: PolicyStatement[], wildcardReason: string): CustomResource {
    const policy = this.allow(scope, 'MembersPolicy', wildcardReason);
    policy.addStatements(...statements, new PolicyStatement({ actions: ['organizations:ListAccounts'], resources: ['*'] }));
    const accounts = { service: 'organizations', client: 'OrganizationsClient', command: 'ListAccounts', path: 'Accounts', token: 'NextToken' };
    const declared = Stack.of(scope).toJsonString({ ...members, accounts });
    return this.serve(scope, 'Members', 'Custom::OrganizationMembers', { Members: declared }, policy);
  }
}
