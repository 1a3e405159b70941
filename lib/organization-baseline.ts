import { IReusableStackSynthesizer, RemovalPolicy } from 'aws-cdk-lib';
import { CfnOrganization } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { Guardrail } from './organization/guardrail';
import { OrganizationRoot } from './organization/organization-root';
import { ServiceControlPolicies } from './organization/service-control-policies';
import { FrontDoor, scopeProblems } from './private/front-door';
import { checkAccountId, refuse } from './private/validation';

/** Properties of an OrganizationBaseline. */
export interface OrganizationBaselineProps {
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
   * The management account: 12 digits.
   *
   * @default - the account of whoever deploys
   */
  readonly managementAccount?: string;

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
 * An organization, governed from its management account: the organization itself, and guardrails that bind every member account. Stands in an
 * App or a Stage.
 *
 * The stacks deploy to `us-east-1`, where AWS Organizations lives. The policy type has to be enabled between the two, since AWS
 * CloudFormation cannot:
 * `aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id r-…`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices.html
 */
export class OrganizationBaseline extends Construct {
  /** Id of the root of the organization. */
  public readonly rootId: string;

  /** The guardrails. */
  public readonly guardrails: ServiceControlPolicies;

  /** @throws when a property is not one AWS would accept; the error lists all of them */
  constructor(scope: Construct, id: string, props: OrganizationBaselineProps = {}) {
    super(scope, id);
    const organization = props.organization ?? OrganizationRoot.create();
    refuse(this, [
      ...scopeProblems(scope),
      ...organization._problems(),
      ...checkAccountId('managementAccount', props.managementAccount),
      ...ServiceControlPolicies._problems(props),
    ]);
    const door = new FrontDoor(this, { ...props, env: { account: props.managementAccount, region: 'us-east-1' } });

    if (organization.rootId === undefined) {
      const created = new CfnOrganization(door.stack('Organization', 'Secure baseline: the organization'), 'Organization', { featureSet: 'ALL' });
      created.applyRemovalPolicy(RemovalPolicy.RETAIN);
      this.rootId = created.attrRootId;
    } else {
      this.rootId = organization.rootId;
    }
    this.guardrails = new ServiceControlPolicies(door.stack('Guardrails', 'Secure baseline: what no member account can do'), 'Guardrails', {
      guardrails: props.guardrails,
      targetIds: [this.rootId],
    });
  }
}
