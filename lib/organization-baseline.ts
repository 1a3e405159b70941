import { IReusableStackSynthesizer, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnOrganization } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { AccountPolicies } from './organization/account-policies';
import { BaselineRollout } from './organization/baseline-rollout';
import { BaselineRolloutOptions } from './organization/baseline-rollout-options';
import { CentralRootAccess } from './organization/central-root-access';
import { DelegatedAdministrators, DelegatedAdministratorsOptions } from './organization/delegated-administrators';
import { Guardrail } from './organization/guardrail';
import { IdentityCenterAccess, IdentityCenterAccessOptions } from './organization/identity-center-access';
import { delegatedServices, trustedServices } from './organization/needed-services';
import { OrganizationConfigurationAggregator } from './organization/organization-configuration-aggregator';
import { IOrganizationControl } from './organization/organization-control';
import { OrganizationPolicies, OrganizationPoliciesOptions } from './organization/organization-policies';
import { OrganizationPolicyType } from './organization/organization-policy-type';
import { warnOfClosedRegions } from './organization/organization-policy-warnings';
import { organizationProblems } from './organization/organization-problems';
import { OrganizationRoot } from './organization/organization-root';
import { neededPolicyTypes, organizationTargets } from './organization/organization-targets';
import { OrganizationalUnit } from './organization/organizational-unit';
import { OrganizationalUnitTree, OrganizationalUnitTreeOptions } from './organization/organizational-unit-tree';
import { TrustedAccess, TrustedAccessOptions } from './organization/trusted-access';
import { UnitPolicies } from './organization/unit-policies';
import { FrontDoor, scopeProblems } from './private/front-door';
import { refuse } from './private/validation';

/** Properties of an OrganizationBaseline. */
export interface OrganizationBaselineProps
  extends OrganizationalUnitTreeOptions, TrustedAccessOptions, DelegatedAdministratorsOptions, OrganizationPoliciesOptions {
  /**
   * The organization.
   *
   * @default OrganizationRoot.create()
   */
  readonly organization?: OrganizationRoot;

  /**
   * What no member account can do. `Guardrail.allowedRegions` is worth adding.
   *
   * @default Guardrail.recommended()
   */
  readonly guardrails?: Guardrail[];

  /**
   * What holds in all accounts through policies of other types than service control policies. The types they need are enabled, whatever
   * `policyTypes` says.
   *
   * @default - nothing besides guardrails
   */
  readonly controls?: IOrganizationControl[];

  /**
   * What holds in some units besides. One entry a unit.
   *
   * @default - nothing besides
   */
  readonly unitPolicies?: UnitPolicies[];

  /**
   * What holds in some accounts besides. One entry an account.
   *
   * @default - nothing besides
   */
  readonly accountPolicies?: AccountPolicies[];

  /**
   * The management account: 12 digits.
   *
   * @default - the account of whoever deploys
   */
  readonly managementAccount?: string;

  /**
   * The region that keeps the evidence.
   *
   * @default 'us-east-1'
   */
  readonly homeRegion?: string;

  /**
   * The regions that are worked in, the home region among them.
   *
   * @default - the home region alone
   */
  readonly regions?: string[];

  /**
   * Name of the account that administers security services for all others. It must be among `accounts`.
   *
   * @default - `audit` where there is an account of this name; otherwise no account does, and synthesis warns of it
   */
  readonly auditAccount?: string;

  /**
   * Name of the account that keeps the logs of all others. It must be among `accounts`. Used by the rollout.
   *
   * @default - `log-archive`
   */
  readonly logArchiveAccount?: string;

  /**
   * Who works where, by IAM Identity Center.
   *
   * @default - IAM Identity Center is left as it is
   */
  readonly identityCenter?: IdentityCenterAccessOptions;

  /**
   * The region of IAM Identity Center. In another region than `us-east-1`, it takes accounts that exist alone.
   *
   * @default 'us-east-1'
   */
  readonly identityCenterRegion?: string;

  /**
   * Brings the baseline to all accounts and regions, and makes the trail of the organization. Needs an account that keeps the logs and one that
   * administers.
   *
   * @default - nothing is deployed to member accounts, and synthesis warns that there is no trail
   */
  readonly rollout?: BaselineRolloutOptions;

  /**
   * How the stacks are deployed.
   *
   * @default - with the credentials of whoever deploys, without a bootstrapped environment
   */
  readonly synthesizer?: IReusableStackSynthesizer;

  /**
   * Whether AWS CloudFormation refuses to delete the stacks.
   *
   * @default true
   */
  readonly terminationProtection?: boolean;
}

/**
 * An organization, governed from its management account: units and accounts, guardrails that bind every member account, services that may act in
 * all of them, an account that administers security, central access of root users, people and where they work, and the rollout of the baseline
 * to all accounts and regions. Bills of all accounts go to the management account. Stands in an App or a Stage.
 *
 * The stacks deploy to `us-east-1`, where AWS Organizations lives. Nothing here closes an account, removes a unit, or turns off what others depend
 * on.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices.html
 */
export class OrganizationBaseline extends Construct {
  /** Id of the root of the organization. */
  public readonly rootId: string;

  /** What holds where, as policies of AWS Organizations. */
  public readonly policies: OrganizationPolicies;

  /** The units and accounts. */
  public readonly tree: OrganizationalUnitTree;

  /** @throws when a property is not one AWS would accept; the error lists all of them */
  constructor(scope: Construct, id: string, props: OrganizationBaselineProps = {}) {
    super(scope, id);
    const organization = props.organization ?? OrganizationRoot.create();
    const units = props.units ?? (organization.rootId === undefined ? OrganizationalUnit.recommended() : []);
    refuse(this, [...scopeProblems(scope), ...organizationProblems({ ...props, organization, units })]);
    const { homeRegion = 'us-east-1', identityCenterRegion = 'us-east-1' } = props;
    const regions = props.regions ?? [homeRegion];
    const auditAccount = props.auditAccount ?? props.accounts?.find(({ name }) => name === 'audit')?.name;
    const front = (region: string) => new FrontDoor(this, { ...props, env: { account: props.managementAccount, region } });
    const door = front('us-east-1');

    const root = door.stack('Organization', 'Secure baseline: the organization, and the services that may act in all of it');
    const made = organization.rootId === undefined ? new CfnOrganization(root, 'Organization', { featureSet: 'ALL' }) : undefined;
    made?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.rootId = organization.rootId ?? made!.attrRootId;
    const trusted = new TrustedAccess(root, 'TrustedAccess', {
      ...props, rootId: this.rootId,
      trustedServices: trustedServices(props, auditAccount !== undefined),
      policyTypes: props.policyTypes && [...new Set<OrganizationPolicyType>([...props.policyTypes, ...neededPolicyTypes(props)])],
    });
    new CentralRootAccess(root, 'CentralRootAccess').node.addDependency(trusted);

    // A stack needs a resource: where nothing is made, the tree only tells ids.
    const making = [...units.map(({ unitId }) => unitId), ...(props.accounts ?? []).map(({ accountId }) => accountId)].includes(undefined);
    const accounts = making ? door.stack('Accounts', 'Secure baseline: units and accounts') : root;
    this.tree = new OrganizationalUnitTree(accounts, 'Tree', { ...props, units, rootId: this.rootId });
    if (accounts !== root) {
      accounts.addStackDependency(root);
    }
    let previous: Stack = accounts;
    // AWS Organizations takes one change at a time: its stacks come one after the other.
    const next = (stack: Stack): Stack => {
      stack.addStackDependency(previous);
      previous = stack;
      return stack;
    };

    if (auditAccount === undefined) {
      door.warn('audit-account-missing',
        'no account administers security services for the others: add an account named audit, or name one with auditAccount');
    } else {
      const stack = next(door.stack('Administrators', 'Secure baseline: who administers security services'));
      new DelegatedAdministrators(stack, 'Delegated', {
        regions, accountId: this.tree.accountId(auditAccount), delegatedServices: delegatedServices(props),
      });
    }

    const guardrails = next(door.stack('Guardrails', 'Secure baseline: what holds in member accounts, whatever they allow'));
    this.policies = new OrganizationPolicies(guardrails, 'Guardrails', { ...props, targets: organizationTargets(props, this.rootId, this.tree) });
    warnOfClosedRegions(guardrails, props.guardrails ?? [], regions);

    const aggregation = front(homeRegion).stack('Configuration', 'Secure baseline: what AWS Config records in all accounts, in one place');
    new OrganizationConfigurationAggregator(aggregation, 'Aggregator');
    aggregation.addStackDependency(root);

    if (props.identityCenter) {
      const people = front(identityCenterRegion).stack('People', 'Secure baseline: who works in which account');
      new IdentityCenterAccess(people, 'Access', { ...props.identityCenter, tree: this.tree });
      people.addStackDependency(accounts);
    }
    if (props.rollout) {
      new BaselineRollout(door, {
        ...props.rollout, rootId: this.rootId, tree: this.tree, homeRegion, regions, accounts: props.accounts ?? [], auditAccount: auditAccount!,
        organizationId: organization.organizationId ?? made!.attrId,
        managementAccount: props.managementAccount ?? root.account,
        logArchiveAccount: props.logArchiveAccount ?? 'log-archive',
      }, [previous]);
    } else {
      door.warn('organization-trail-missing',
        'the organization has no trail: there is no archive to deliver to without a rollout, unless somebody else makes both');
    }
  }
}
