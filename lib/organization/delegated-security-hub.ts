import { Stack, Token } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnConfigurationPolicy, CfnOrganizationConfiguration, CfnPolicyAssociation } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { AggregatedRegions } from '../detection/aggregated-regions';
import { checkReason } from '../detection/detection-checks';
import { DisabledControl } from '../detection/disabled-control';
import { FindingAggregation } from '../detection/finding-aggregation';
import { isControlOfKnownService } from '../detection/security-hub-controls';
import { SecurityHubStandards } from '../detection/security-hub-standards';
import { SecurityStandard } from '../detection/security-standard';
import { lacksType } from '../private/missing-types';
import { checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { OrganizationSwitch, OrganizationSwitchProvider } from './organization-switch-provider';
import { SecurityHubTarget } from './security-hub-target';

/** Properties of DelegatedSecurityHub. */
export interface DelegatedSecurityHubProps {
  /** Where it holds, at least one: `SecurityHubTarget.root(rootId)` for every account. */
  readonly targets: SecurityHubTarget[];

  /**
   * What accounts are checked against, at least one, without disabled controls of their own: in an organization a control is off for all standards.
   *
   * @default SecurityStandard.foundationalBestPractices() and SecurityStandard.cisFoundations()
   */
  readonly standards?: SecurityStandard[];

  /**
   * What is not checked, by the id of the control such as `S3.11`, whichever standards have it. Up to 100. Each gives a warning at synthesis.
   *
   * @default - every control of the standards is checked, those that AWS adds later too
   */
  readonly disabledControls?: DisabledControl[];

  /**
   * The regions that are configured from this one, and whose findings are brought here: `AggregatedRegions.none()` for this one alone.
   *
   * @default AggregatedRegions.all()
   */
  readonly regions?: AggregatedRegions;
}

/**
 * AWS Security Hub CSPM for an organization, configured from one account and region: it is on wherever a target says, with the same standards in all
 * linked regions, for accounts to come too. Findings of all accounts and regions come together in the region of the stack.
 *
 * For the home region of the account that administers AWS Security Hub, once DelegatedAdministrators has made it so in each region. That has to be a
 * region that is enabled by default. Not for the management account. Most checks need a ConfigurationRecorder in the account and region checked, and
 * each is charged by the account and region. Accounts must not have a SecurityHubStandards of their own: AWS refuses them changes. It takes up to a
 * day to reach all accounts.
 *
 * A function of the stack sees to it that there are a hub and an aggregator, whoever made them: AWS refuses second ones, and AWS CloudFormation knows
 * no aggregator for one region alone. When the construct goes, both and what accounts check stay on; but accounts are left to configure it
 * themselves, and those to come do without.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
 */
export class DelegatedSecurityHub extends Construct {
  /** @internal */
  public static _problems(props: DelegatedSecurityHubProps, region?: string): Problem[] {
    const { targets, standards = [], disabledControls = [] } = props;
    const known = targets.filter((target) => target instanceof SecurityHubTarget);
    return [
      ...targets.length === 0 ? [{
        prop: 'targets', got: targets, allowed: 'at least one target', fix: 'use SecurityHubTarget.root(rootId) for all accounts',
      }] : [],
      ...targets.flatMap((target, index) => target instanceof SecurityHubTarget ? target._problems(`targets[${index}]`) : [{
        prop: `targets[${index}]`, got: target, allowed: 'what a factory of SecurityHubTarget returns',
        fix: 'use SecurityHubTarget.root(rootId) or another',
      }]),
      ...checkUnique('targets', known.map(({ targetId }) => targetId), 'name each target once'),
      ...SecurityHubStandards._problems({ standards: props.standards }, region),
      ...standards.flatMap((standard, index) => standard instanceof SecurityStandard && standard.disabledControls.length > 0 ? [{
        prop: `standards[${index}].disabledControls`, got: standard.disabledControls,
        allowed: 'none: in an organization a control is off for all standards',
        fix: 'name them in disabledControls of DelegatedSecurityHub, by their ids such as S3.11',
      }] : []),
      ...disabledControls.length > 100 ? [{
        prop: 'disabledControls', got: disabledControls, allowed: 'at most 100 controls', fix: 'leave a whole standard out instead',
      }] : [],
      ...checkUnique('disabledControls', disabledControls.map(({ controlId }) => controlId), 'keep one of the two, with both reasons'),
      ...disabledControls.flatMap(({ controlId, reason }, index) => [
        ...Token.isUnresolved(controlId) || isControlOfKnownService(controlId) ? [] : [{
          prop: `disabledControls[${index}].controlId`, got: controlId, allowed: 'the id of a control, such as S3.11',
          fix: 'copy it from the list of controls of AWS Security Hub',
        }],
        ...checkReason(`disabledControls[${index}].reason`, reason),
      ]),
      ...FindingAggregation._problems(props, region),
      ...lacksType('AWS::SecurityHub::FindingAggregator', region) ? [{
        prop: 'scope', got: region, allowed: 'a stack in a region that is enabled by default',
        fix: 'choose another one to configure all regions from',
      }] : [],
    ];
  }

  /** Id of the configuration policy. */
  public readonly policyId: string;

  /** @throws when there is no target or no standard, one is none or there twice, or a control is unknown or disabled without a reason */
  constructor(scope: Construct, id: string, props: DelegatedSecurityHubProps) {
    super(scope, id);
    refuse(this, DelegatedSecurityHub._problems(props, Stack.of(this).region));
    const { standards = [SecurityStandard.foundationalBestPractices(), SecurityStandard.cisFoundations()], disabledControls = [] } = props;

    this.hub();
    const aggregation = this.aggregator(props.regions ?? AggregatedRegions.all());
    const central = new CfnOrganizationConfiguration(this, 'Central', {
      configurationType: 'CENTRAL',
      // What AWS sets them to for this type: the policy says what accounts get.
      autoEnable: false,
      autoEnableStandards: 'NONE',
    });
    central.node.addDependency(aggregation);
    const policy = new CfnConfigurationPolicy(this, 'Policy', {
      name: 'secure-baseline',
      description: 'What accounts are checked against',
      configurationPolicy: {
        securityHub: {
          serviceEnabled: true,
          enabledStandardIdentifiers: standards.map(({ _entry: { path } }) => Stack.of(this).formatArn({
            service: 'securityhub', account: '', resource: 'standards', resourceName: path,
          })),
          securityControlsConfiguration: { disabledSecurityControlIdentifiers: disabledControls.map(({ controlId }) => controlId) },
        },
      },
    });
    policy.addResourceDependency(central);
    this.policyId = policy.attrId;
    props.targets.forEach(({ targetType, targetId }, index) => {
      const name = targetType === 'ROOT' ? 'Root' : Token.isUnresolved(targetId) ? `Target${index}` : targetId;
      new CfnPolicyAssociation(this, name, { configurationPolicyId: policy.attrId, targetType, targetId });
    });
    for (const { controlId, reason } of disabledControls) {
      warn(this, `organization-${controlId}-disabled`, `no account is checked for ${controlId}: ${reason}`);
    }
  }

  /** Makes the hub where the service has not made one with the delegation. Never disabled: AWS refuses that to an administrator. */
  private hub(): void {
    const stack = Stack.of(this);
    const hubArn = stack.formatArn({ service: 'securityhub', resource: 'hub', resourceName: 'default' });
    const principal = 'securityhub.amazonaws.com';
    OrganizationSwitchProvider.of(this).turnOn(new Construct(this, 'Hub'), [{
      read: {
        ...SECURITY_HUB, command: 'DescribeHub', path: ['HubArn'], match: hubArn, absent: ['InvalidAccessException', 'ResourceNotFoundException'],
      },
      enable: {
        ...SECURITY_HUB, command: 'EnableSecurityHub', input: { EnableDefaultStandards: false, ControlFindingGenerator: 'SECURITY_CONTROL' },
        already: ['ResourceConflictException'],
      },
    }], [
      new PolicyStatement({ actions: ['securityhub:DescribeHub', 'securityhub:EnableSecurityHub'], resources: [hubArn] }),
      new PolicyStatement({
        actions: ['iam:CreateServiceLinkedRole'],
        resources: [stack.formatArn({
          service: 'iam', region: '', resource: 'role', resourceName: `aws-service-role/${principal}/AWSServiceRoleForSecurityHub`,
        })],
        conditions: { StringEquals: { 'iam:AWSServiceName': principal } },
      }),
    ], 'There are none: the hub of a region and its role have names that are known.');
  }

  /** Makes the aggregator where there is none, and has it link the regions. */
  private aggregator({ linkingMode, regions }: AggregatedRegions): Construct {
    const wanted = { RegionLinkingMode: linkingMode, ...regions.length > 0 && { Regions: regions } };
    const list = { ...SECURITY_HUB, command: 'ListFindingAggregators' };
    const switches: OrganizationSwitch[] = [
      {
        read: { ...list, path: ['FindingAggregators'], match: {} },
        enable: { ...SECURITY_HUB, command: 'CreateFindingAggregator', input: wanted },
      },
      {
        of: { ...list, path: ['FindingAggregators', 0, 'FindingAggregatorArn'], as: 'FindingAggregatorArn' },
        read: { ...SECURITY_HUB, command: 'GetFindingAggregator', path: [], match: wanted },
        enable: { ...SECURITY_HUB, command: 'UpdateFindingAggregator', input: wanted },
      },
    ];
    return OrganizationSwitchProvider.of(this).turnOn(new Construct(this, 'Aggregator'), switches, [
      new PolicyStatement({ actions: ['securityhub:CreateFindingAggregator', 'securityhub:ListFindingAggregators'], resources: ['*'] }),
      new PolicyStatement({
        actions: ['securityhub:GetFindingAggregator', 'securityhub:UpdateFindingAggregator'],
        resources: [Stack.of(this).formatArn({ service: 'securityhub', resource: 'finding-aggregator', resourceName: '*' })],
      }),
    ], 'AWS chooses the id of the aggregator, and knows no resource for a list of them.');
  }
}

const SECURITY_HUB = { service: 'securityhub', client: 'SecurityHubClient' };
