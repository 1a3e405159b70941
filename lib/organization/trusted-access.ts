import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { checkRange, checkText, checkUnique, Problem, refuse } from '../private/validation';
import { OrganizationPolicyType } from './organization-policy-type';
import { OrganizationSwitch, OrganizationSwitchProvider } from './organization-switch-provider';
import { TrustedService } from './trusted-service';

/** Settings of TrustedAccess that a baseline chooses. */
export interface TrustedAccessOptions {
  /**
   * The services that may act in all accounts.
   *
   * @default - those this package uses: all of TrustedService but Amazon Macie
   */
  readonly trustedServices?: TrustedService[];

  /**
   * The types of policies that can be attached.
   *
   * @default - all of OrganizationPolicyType
   */
  readonly policyTypes?: OrganizationPolicyType[];
}

/** Properties of TrustedAccess. */
export interface TrustedAccessProps extends TrustedAccessOptions {
  /** Id of the root of the organization, such as `r-a1b2`. */
  readonly rootId: string;
}

/**
 * Lets services of AWS act in all accounts of an organization, and enables types of policies. What is enabled already stays so.
 *
 * AWS CloudFormation has no resource type for either, so a function of the stack does it, one after the other. It belongs to the management account.
 * When the construct goes, or a service is taken out, all stays enabled: member accounts depend on it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_services.html
 */
export class TrustedAccess extends Construct {
  /** @internal */
  public static _problems(props: TrustedAccessOptions): Problem[] {
    return [
      ...checkRange('trustedServices', props.trustedServices?.length, 1, 100, 'name one service or more'),
      ...checkRange('policyTypes', props.policyTypes?.length, 1, 100, 'name one type or more'),
      ...checkUnique('trustedServices', props.trustedServices ?? [], 'name each service once'),
      ...checkMembers('trustedServices', props.trustedServices, Object.values(TrustedService), 'TrustedService'),
      ...checkUnique('policyTypes', props.policyTypes ?? [], 'name each type once'),
      ...checkMembers('policyTypes', props.policyTypes, Object.values(OrganizationPolicyType), 'OrganizationPolicyType'),
    ];
  }

  /** @throws when the root is none, or a service or type is not known or comes twice */
  constructor(scope: Construct, id: string, props: TrustedAccessProps) {
    super(scope, id);
    refuse(this, [
      ...checkText('rootId', props.rootId, /^r-[0-9a-z]{4,32}$/,
        'the id of a root: r- and 4 to 32 letters and digits', 'run aws organizations list-roots'),
      ...TrustedAccess._problems(props),
    ]);
    const services = props.trustedServices ?? Object.values(TrustedService).filter((service) => service !== TrustedService.MACIE);
    const types = props.policyTypes ?? Object.values(OrganizationPolicyType);

    const arn = (service: string, account: string, resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service, region: '', account, resource, resourceName });
    OrganizationSwitchProvider.of(this).turnOn(this, [
      // Services first: some types of policies are for one that has to be trusted.
      ...services.map((service) => service === TrustedService.CLOUDFORMATION_STACK_SETS ? stackSets() : trust(service)),
      ...types.map((type) => policyType(type, props.rootId)),
    ], [
      new PolicyStatement({
        actions: [
          'cloudformation:ActivateOrganizationsAccess', 'cloudformation:DescribeOrganizationsAccess',
          'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization', 'organizations:ListRoots',
        ],
        resources: ['*'],
      }),
      new PolicyStatement({
        actions: ['organizations:EnablePolicyType'],
        resources: [arn('organizations', Aws.ACCOUNT_ID, 'root', `o-*/${props.rootId}`)],
        conditions: { StringEquals: { 'organizations:PolicyType': types } },
      }),
      new PolicyStatement({
        actions: ['organizations:EnableAWSServiceAccess'],
        resources: ['*'],
        conditions: { StringEquals: { 'organizations:ServicePrincipal': services } },
      }),
      // AWS CloudFormation makes its role in the management account on behalf of whoever lets it in.
      new PolicyStatement({
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [arn('iam', Aws.ACCOUNT_ID, 'role', 'aws-service-role/stacksets.cloudformation.amazonaws.com/*')],
      }),
    ], 'AWS Organizations knows no resource for its list of trusted services, and the name of a root has the id of an organization in it.');
  }
}

const ORGANIZATIONS = { service: 'organizations', client: 'OrganizationsClient' };

function policyType(type: OrganizationPolicyType, rootId: string): OrganizationSwitch {
  return {
    read: { ...ORGANIZATIONS, command: 'ListRoots', path: ['Roots', 0, 'PolicyTypes'], match: { Type: type, Status: 'ENABLED' } },
    enable: {
      ...ORGANIZATIONS, command: 'EnablePolicyType', input: { RootId: rootId, PolicyType: type }, already: ['PolicyTypeAlreadyEnabledException'],
    },
  };
}

function trust(service: TrustedService): OrganizationSwitch {
  return {
    read: {
      ...ORGANIZATIONS, command: 'ListAWSServiceAccessForOrganization', path: ['EnabledServicePrincipals'], match: { ServicePrincipal: service },
    },
    enable: { ...ORGANIZATIONS, command: 'EnableAWSServiceAccess', input: { ServicePrincipal: service } },
  };
}

/** AWS CloudFormation asks to be told itself: it makes its role in the management account then. */
function stackSets(): OrganizationSwitch {
  const cloudFormation = { service: 'cloudformation', client: 'CloudFormationClient' };
  return {
    read: { ...cloudFormation, command: 'DescribeOrganizationsAccess', path: ['Status'], match: 'ENABLED' },
    enable: { ...cloudFormation, command: 'ActivateOrganizationsAccess' },
  };
}

function checkMembers(prop: string, values: string[] | undefined, known: string[], name: string): Problem[] {
  return (values ?? []).flatMap((value, index) => known.includes(value)
    ? [] : [{ prop: `${prop}[${index}]`, got: value, allowed: known.join(', '), fix: `use a member of ${name}` }]);
}
