import { CfnResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnHub, CfnStandard } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { SettingOptions } from '../account/setting-options';
import { linkedRoleStatement } from '../private/linked-role';
import { ServiceAdopter } from '../private/service-adopter';
import { checkUnique, Problem, refuse } from '../private/validation';
import { warn } from '../private/warn';
import { ServiceAdoption } from '../service-adoption';
import { SecurityStandard } from './security-standard';

/** Settings of SecurityHubStandards that a baseline chooses. */
export interface SecurityHubStandardsOptions {
  /**
   * What the account is checked against, at least one. A hub without a standard checks nothing. Controls that several of them have are checked and
   * paid for once.
   *
   * @default SecurityStandard.foundationalBestPractices() and SecurityStandard.cisFoundations()
   */
  readonly standards?: SecurityStandard[];

  /**
   * What to do where there may be a hub already. One that is adopted gets the standards it lacks, and disables no controls.
   *
   * @default ServiceAdoption.create()
   */
  readonly hubAdoption?: ServiceAdoption;
}

/** Properties of SecurityHubStandards. */
export interface SecurityHubStandardsProps extends SecurityHubStandardsOptions, SettingOptions {}

/**
 * AWS Security Hub CSPM for one region: checks the account against standards, and collects what other services find. One finding a control, however
 * many standards have it; controls that AWS adds later are checked too. Most checks need a ConfigurationRecorder in the region.
 *
 * AWS allows one hub a region for an account. A member of an organization whose hub is configured by a delegated administrator skips it.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/what-is-securityhub.html
 */
export class SecurityHubStandards extends Construct {
  /** @internal */
  public static _problems(props: SecurityHubStandardsOptions, region?: string): Problem[] {
    const standards = standardsOf(props);
    const named = standards.filter((standard) => standard instanceof SecurityStandard);
    const disabled = named.some(({ disabledControls }) => disabledControls.length > 0);
    return [
      ...props.standards?.length === 0 ? [{
        prop: 'standards', got: props.standards, allowed: 'at least one standard',
        fix: 'leave AWS Security Hub out instead: without one it checks nothing',
      }] : [],
      ...checkUnique('standards', named.map(({ what }) => what), 'name each standard once, with all controls that it leaves out'),
      ...standards.flatMap((standard, index) => standard instanceof SecurityStandard
        ? standard._problems(`standards[${index}]`, props.hubAdoption?.name === 'skip' ? undefined : region) : [{
        prop: `standards[${index}]`, got: standard, allowed: 'what a factory of SecurityStandard returns',
        fix: 'use SecurityStandard.cisFoundations() or another',
      }]),
      ...ServiceAdoption._check('hubAdoption', props.hubAdoption, true),
      ...props.hubAdoption?._adopts && disabled ? [{
        prop: 'hubAdoption', got: props.hubAdoption.name, allowed: 'a hub that is adopted, with every control of its standards',
        fix: 'leave disabledControls out: in a hub that is somebody else\'s nothing is switched off',
      }] : [],
    ];
  }

  /** ARN of the hub. Not there when it is skipped. */
  public readonly hubArn?: string;

  /** @throws when a standard is none, is not offered in the region, is there twice, or disables an unknown control or one without a reason */
  constructor(scope: Construct, id: string, props: SecurityHubStandardsProps = {}) {
    super(scope, id);
    refuse(this, SecurityHubStandards._problems(props, Stack.of(this).region));
    const standards = standardsOf(props);
    const adoption = props.hubAdoption ?? ServiceAdoption.create();
    if (adoption.name === 'skip') {
      warn(this, 'hub-skipped', `AWS Security Hub is left alone: ${adoption.reason}`);
    } else {
      this.hubArn = adoption._adopts ? this.adopt(standards, props, adoption._orCreates) : this.create(standards);
    }
  }

  private create(standards: SecurityStandard[]): string {
    const hub = new CfnHub(this, 'Resource', {
      // The defaults would bring the oldest version of the CIS benchmark.
      enableDefaultStandards: false,
      controlFindingGenerator: 'SECURITY_CONTROL',
      autoEnableControls: true,
    });
    let before: CfnResource = hub;
    for (const { what, disabledControls, _entry: { name, path } } of standards) {
      const standard = new CfnStandard(this, name, {
        standardsArn: this.standardArn(path),
        disabledStandardsControls: disabledControls.length === 0 ? undefined : disabledControls.map(({ controlId, reason }) => ({
          standardsControlArn: Stack.of(this).formatArn({ service: 'securityhub', resource: 'control', resourceName: `${path}/${controlId}` }),
          reason,
        })),
      });
      // One after the other: AWS Security Hub refuses to enable several at the same time.
      standard.addResourceDependency(before);
      before = standard;
      for (const { controlId, reason } of disabledControls) {
        warn(this, `${name}-${controlId}-disabled`, `${what} does not check ${controlId}: ${reason}`);
      }
    }
    return hub.attrArn;
  }

  private adopt(standards: SecurityStandard[], props: SecurityHubStandardsProps, orCreate: boolean): string {
    return ServiceAdopter.of(this).adopt(this, {
      logicalId: 'AdoptedHub',
      name: 'hub of AWS Security Hub',
      service: 'securityhub',
      client: 'SecurityHubClient',
      find: { command: 'DescribeHub', path: ['HubArn'], absent: ['InvalidAccessException', 'ResourceNotFoundException'] },
      make: orCreate
        ? { command: 'EnableSecurityHub', input: { EnableDefaultStandards: false, ControlFindingGenerator: 'SECURITY_CONTROL' } } : undefined,
      wishes: [
        {
          // Not one finding a control: how findings are counted is for whoever made the hub to say.
          read: { command: 'DescribeHub', path: [] },
          items: [{ item: { AutoEnableControls: true } }],
          write: { command: 'UpdateSecurityHubConfiguration', input: { AutoEnableControls: true } },
        },
        {
          read: { command: 'GetEnabledStandards', path: ['StandardsSubscriptions'] },
          items: standards.map(({ _entry: { path } }) => ({ StandardsArn: this.standardArn(path) })).map((item) => ({ item, sent: item })),
          write: { command: 'BatchEnableStandards', to: 'StandardsSubscriptionRequests' },
        },
      ],
      statements: [new PolicyStatement({
        actions: [
          'securityhub:BatchEnableStandards', 'securityhub:DescribeHub', ...orCreate ? ['securityhub:EnableSecurityHub'] : [],
          'securityhub:GetEnabledStandards', 'securityhub:UpdateSecurityHubConfiguration',
        ],
        resources: [Stack.of(this).formatArn({ service: 'securityhub', resource: 'hub', resourceName: 'default' })],
      }), ...orCreate ? [linkedRoleStatement(this, 'securityhub.amazonaws.com')] : []],
      wildcardReason: 'The hub of a region has a name that is known, but AWS chooses that of its role.',
    }, props.logEncryptionKey).getAttString('Id');
  }

  private standardArn(path: string): string {
    return Stack.of(this).formatArn({ service: 'securityhub', account: '', resource: 'standards', resourceName: path });
  }
}

function standardsOf({ standards }: SecurityHubStandardsOptions): SecurityStandard[] {
  return standards ?? [SecurityStandard.foundationalBestPractices(), SecurityStandard.cisFoundations()];
}
