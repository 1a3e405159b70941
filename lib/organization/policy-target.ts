import { checkText, checkUnique, nested, Problem } from '../private/validation';
import { ControlWarning } from './control-warning';
import { Guardrail } from './guardrail';
import { IOrganizationControl } from './organization-control';
import { PolicyPiece } from './organization-policy';
import { OrganizationalUnit } from './organizational-unit';

/** What holds at a PolicyTarget, besides what it inherits. */
export interface PolicyTargetProps {
  /**
   * What cannot be done there, each once.
   *
   * @default - what it inherits alone
   */
  readonly guardrails?: Guardrail[];

  /**
   * What holds there through policies of other types, each once.
   *
   * @default - what it inherits alone
   */
  readonly controls?: IOrganizationControl[];
}

/** What holds at an account, besides what it inherits. */
export interface AccountPolicyTargetProps extends PolicyTargetProps {
  /**
   * Path of the organizational unit the account is in, such as `workloads/production`. What holds there is then not repeated for the account.
   *
   * @default - the account is taken to inherit from the root alone
   */
  readonly unit?: string;
}

/**
 * A root, organizational unit or account, and what holds there and below.
 *
 * Names, and not ids, decide what a policy is called: an id may be known at deployment only.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html
 */
export class PolicyTarget {
  /**
   * All accounts of the organization. Service control and resource control policies do not bind the management account.
   *
   * @param rootId - id of the root, such as `r-a1b2`
   * @param props - what holds
   */
  public static root(rootId: string, props: PolicyTargetProps): PolicyTarget {
    return new PolicyTarget('root', rootId, props, [], 0, /^r-[0-9a-z]{4,32}$/, 'the id of a root: r- and 4 to 32 letters and digits');
  }

  /**
   * All accounts in an organizational unit, and in the units in it.
   *
   * @param path - its path from the root, such as `workloads/production`
   * @param unitId - its id, such as `ou-a1b2-12345678`
   * @param props - what holds
   */
  public static unit(path: string, unitId: string, props: PolicyTargetProps): PolicyTarget {
    const above = namesAbove(path);
    return new PolicyTarget(`unit ${path}`, unitId, props, above, above.length, /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/,
      'the id of an organizational unit: ou-…-…');
  }

  /**
   * One account.
   *
   * @param name - its name
   * @param accountId - its id: 12 digits
   * @param props - what holds, and where the account is
   */
  public static account(name: string, accountId: string, props: AccountPolicyTargetProps): PolicyTarget {
    const above = props.unit === undefined ? ['root'] : [`unit ${props.unit}`, ...namesAbove(props.unit)];
    return new PolicyTarget(`account ${name}`, accountId, props, above, 6, /^\d{12}$/, 'the 12 digits of an account, as a string');
  }

  private readonly guardrails: Guardrail[];
  private readonly controls: IOrganizationControl[];

  private constructor(
    /** What it is called, with its kind: `root`, `unit workloads/production` or `account audit`. */
    public readonly name: string,
    /** Its id. */
    public readonly targetId: string,
    props: PolicyTargetProps,
    /**
     * Names of what it inherits from, nearest first.
     *
     * @internal
     */
    public readonly _above: string[],
    /** @internal */
    public readonly _depth: number,
    private readonly pattern: RegExp,
    private readonly allowed: string,
  ) {
    this.guardrails = [...props.guardrails ?? []];
    this.controls = [...props.controls ?? []];
  }

  /**
   * Whether nothing holds there besides what it inherits.
   *
   * @internal
   */
  public get _isEmpty(): boolean {
    return this.guardrails.length + this.controls.length === 0;
  }

  /**
   * What its controls let through, with the ids of these controls.
   *
   * @internal
   */
  public get _warnings(): (ControlWarning & { control: string })[] {
    return this.controls.flatMap(({ id: control, _warnings: warnings = [] }) => warnings.map((warning) => ({ ...warning, control })));
  }

  /** @internal */
  public _pieces(exemptRoles: string[]): PolicyPiece[] {
    return [
      ...this.guardrails.map((guardrail) => guardrail._piece(exemptRoles)),
      ...this.controls.map((control) => control._piece(exemptRoles)),
    ];
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [...this.nameProblems(prop), ...nested(prop, [
      ...checkText('targetId', this.targetId, this.pattern, this.allowed, 'copy the id from the console of AWS Organizations'),
      ...this.guardrails.flatMap((guardrail, index) => guardrail._problems(`guardrails[${index}]`)),
      ...this.controls.flatMap((control, index) => control._problems(`controls[${index}]`)),
      ...checkUnique('guardrails', this.guardrails.map(({ id }) => id), 'name each guardrail once'),
      ...checkUnique('controls', this.controls.map(({ id }) => id), 'name each control once'),
    ])];
  }

  private nameProblems(prop: string): Problem[] {
    return this.name.startsWith('unit ')
      ? OrganizationalUnit.create(this.name.slice('unit '.length))._problems(prop)
      : checkText(`${prop}.name`, this.name, /^(root|account \S([ -~]*\S)?)$/, 'a name of printable ASCII characters',
        'use the name the account has in AWS Organizations');
  }
}

/** Names of what is above a unit, nearest first. */
function namesAbove(path: string): string[] {
  const names = path.split('/');
  return [...names.slice(1).map((_, index) => `unit ${names.slice(0, names.length - 1 - index).join('/')}`), 'root'];
}
