import { CfnStackSet, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkRange, checkRegion, checkText, checkUnique, nested, Problem, refuse } from '../private/validation';
import { RegionConcurrency } from './region-concurrency';
import { StackSetTemplate } from './stack-set-template';

/** So that a template with it is below 51,200 bytes, in YAML too, which is a seventh longer. */
const MAX_TEXT = 44_000;

/** How a stack set goes about its work in a deployment. AWS does not apply it to accounts that join a unit later. */
export interface RolloutPreferences {
  /**
   * Part of the accounts of a region that may fail before the work stops there, in percent, rounded down: 0 to 100.
   *
   * @default 10
   */
  readonly failureTolerancePercentage?: number;

  /**
   * Part of the accounts of a region that are worked on at once, in percent, rounded down, one at least: 1 to 100.
   *
   * @default 25
   */
  readonly maxConcurrentPercentage?: number;

  /**
   * Whether one region comes after the other.
   *
   * @default RegionConcurrency.SEQUENTIAL
   */
  readonly regionConcurrency?: RegionConcurrency;
}

/** Properties of a BaselineStackSet. */
export interface BaselineStackSetProps extends RolloutPreferences {
  /** Name of the stack set: a letter, then up to 127 letters, digits and dashes. */
  readonly stackSetName: string;

  /** What it deploys. */
  readonly template: StackSetTemplate;

  /** Ids of the organizational units, or of the root, whose accounts it deploys to, those of units below and those to come among them: 1 to 50. */
  readonly targetIds: string[];

  /** The regions it deploys to, in their order: 1 or more. */
  readonly regions: string[];

  /**
   * Ids of the only accounts of the units that it deploys to. Accounts to come are not among them, and an account that leaves the units keeps what it
   * has.
   *
   * @default - every account of the units
   */
  readonly onlyAccountIds?: string[];

  /**
   * Values of the parameters of the template, by name. Each of `template.parameterNames` needs one.
   *
   * @default - no values
   */
  readonly parameters?: Record<string, string>;

  /**
   * The stack sets that come first in a new account, such as the one for its home region: up to 10. AWS allows 100 such dependencies an account.
   *
   * @default - none
   */
  readonly after?: BaselineStackSet[];
}

/**
 * One template in all accounts of organizational units and in many regions, by AWS CloudFormation StackSets with permissions that it manages itself:
 * accounts that join a unit get it, and those that leave lose it. For the management account.
 *
 * StackSets must be trusted first, as TrustedAccess makes them. The management account itself is never deployed to.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
export class BaselineStackSet extends Construct {
  /** @internal */
  public static _preferenceProblems(props: RolloutPreferences): Problem[] {
    return [
      ...checkRange('failureTolerancePercentage', props.failureTolerancePercentage, 0, 100, 'pass a part of the accounts in percent'),
      ...checkRange('maxConcurrentPercentage', props.maxConcurrentPercentage, 1, 100, 'pass a part of the accounts in percent'),
    ];
  }

  /** ARN of the stack set. */
  public readonly stackSetArn: string;

  /** @throws when a region, a unit or a number is not one AWS CloudFormation would accept, or a parameter of the template is missing */
  constructor(scope: Construct, id: string, props: BaselineStackSetProps) {
    super(scope, id);
    refuse(this, problems(props));
    const body = props.template._body(this, props.regions);
    const size = JSON.stringify(body).length;
    refuse(this, size > MAX_TEXT
      ? [{ prop: 'template', got: `${size} characters`, allowed: `${MAX_TEXT}, to fit into a template`, fix: 'leave some of its settings out' }]
      : []);

    const parameters = Object.entries(props.parameters ?? {});
    const set = new CfnStackSet(this, 'Resource', {
      stackSetName: props.stackSetName,
      description: `Secure baseline: ${props.template.what}`,
      permissionModel: 'SERVICE_MANAGED',
      callAs: 'SELF',
      capabilities: ['CAPABILITY_IAM'],
      templateBody: body,
      parameters: parameters.length === 0 ? undefined
        : parameters.map(([parameterKey, parameterValue]) => ({ parameterKey, parameterValue })),
      // Automatic deployment would reach every new account: it knows nothing of a choice of accounts.
      autoDeployment: props.onlyAccountIds ? { enabled: false } : {
        // An account that moves to a unit with a stack set of its own could not have what the old one left behind.
        enabled: true, retainStacksOnAccountRemoval: false,
        ...props.after && { dependsOn: props.after.map(({ stackSetArn }) => stackSetArn) },
      },
      managedExecution: { Active: true },
      operationPreferences: {
        failureTolerancePercentage: props.failureTolerancePercentage ?? 10,
        maxConcurrentPercentage: props.maxConcurrentPercentage ?? 25,
        // Accounts at once would otherwise be as few as may fail.
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        regionConcurrencyType: props.regionConcurrency ?? RegionConcurrency.SEQUENTIAL,
        regionOrder: props.regions,
      },
      stackInstancesGroup: [{
        regions: props.regions,
        deploymentTargets: {
          organizationalUnitIds: props.targetIds,
          ...props.onlyAccountIds && { accounts: props.onlyAccountIds, accountFilterType: 'INTERSECTION' },
        },
      }],
    });
    this.stackSetArn = Stack.of(this).formatArn({ service: 'cloudformation', resource: 'stackset', resourceName: set.attrStackSetId });
  }
}

function problems(props: BaselineStackSetProps): Problem[] {
  const names = props.template.parameterNames;
  const given = Object.keys(props.parameters ?? {});
  return [
    ...checkText('stackSetName', props.stackSetName, /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
      'a letter, then up to 127 letters, digits and dashes', 'use a name such as secure-baseline-home'),
    ...nested('template', props.template._problems()),
    ...checkRange('targetIds', props.targetIds.length, 1, 50, 'name a unit above them instead: the units below it are deployed to as well'),
    ...checkUnique('targetIds', props.targetIds, 'name each unit once'),
    ...props.targetIds.flatMap((unit, index) => checkText(`targetIds[${index}]`, unit, /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
      'a root (r-…) or an organizational unit (ou-…)', 'copy the id from the console of AWS Organizations')),
    ...checkRange('regions', props.regions.length, 1, 100, 'name one region or more'),
    ...checkUnique('regions', props.regions, 'name each region once'),
    ...props.regions.flatMap((region, index) => checkRegion(`regions[${index}]`, region)),
    ...checkRange('onlyAccountIds', props.onlyAccountIds?.length, 1, 1000, 'leave it out to deploy to every account'),
    ...checkRange('after', props.after?.length, 1, 10, 'name those alone that nothing else among them waits for'),
    ...props.onlyAccountIds && props.after ? [{
      prop: 'after', got: `${props.after.length} stack sets`, allowed: 'nothing, since there are onlyAccountIds',
      fix: 'leave it out: the stack set is not for new accounts',
    }] : [],
    ...BaselineStackSet._preferenceProblems(props),
    ...names.filter((name) => !given.includes(name))
      .map((name) => ({ prop: 'parameters', got: undefined, allowed: `a value for ${name}`, fix: 'pass one: the template asks for it' })),
    ...given.filter((name) => !Token.isUnresolved(name) && !names.includes(name)).map((name) => ({
      prop: 'parameters', got: name, allowed: names.length === 0 ? 'nothing' : names.join(', '),
      fix: 'leave it out: the template does not ask for it',
    })),
  ];
}
