import { CfnResource, RemovalPolicy, Token } from 'aws-cdk-lib';
import { CfnAccount, CfnOrganizationalUnit } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { checkRange, checkText, Problem, refuse } from '../private/validation';
import { MemberAccount } from './member-account';
import { OrganizationalUnit } from './organizational-unit';
import { checkUnit, oneOf } from './organizational-unit-problems';

/** What AWS Organizations allows at most, whatever is asked for. */
const MAX_ACCOUNTS = 10_000;
const MAX_UNITS = 1000;
/** A template holds no more resources. One that needs no bucket holds fewer: synthesis warns of that. */
const MAX_RESOURCES = 450;

/** Settings of an OrganizationalUnitTree that a baseline chooses. */
export interface OrganizationalUnitTreeOptions {
  /**
   * The units, in any order. Each one but those below the root needs the unit it is in.
   *
   * @default - `OrganizationalUnit.recommended()`; no units for an OrganizationBaseline of an organization that exists
   */
  readonly units?: OrganizationalUnit[];

  /**
   * The accounts. Those that are given up are taken out: they stay in the organization, and are closed by a person. Up to 450 can be new, units
   * included. Above some 60, the environment has to be bootstrapped; synthesis warns of it.
   *
   * @default - no accounts
   */
  readonly accounts?: MemberAccount[];

  /**
   * How many accounts the organization may have, the management account among them: 1 to 10,000. AWS allows a new organization 10 and raises that
   * on request.
   *
   * @default 10
   */
  readonly accountQuota?: number;
}

/** Properties of an OrganizationalUnitTree. */
export interface OrganizationalUnitTreeProps extends OrganizationalUnitTreeOptions {
  /** Id of the root of the organization, such as `r-a1b2`. */
  readonly rootId: string;
}

/**
 * The units and accounts of an organization. Made one after the other, since AWS Organizations takes one change at a time, and kept whatever
 * happens to the stack: nothing here closes an account or removes a unit.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-account.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export class OrganizationalUnitTree extends Construct {
  /** @internal */
  public static _problems(props: OrganizationalUnitTreeOptions): Problem[] {
    const units = props.units ?? OrganizationalUnit.recommended();
    const accounts = props.accounts ?? [];
    const paths = units.map(({ path }) => path);
    return [
      ...units.flatMap((unit, index) => unit._problems(`units[${index}]`)),
      ...repeated('units', 'path', paths, 'one unit of a name in a unit', 'give the unit another name'),
      ...units.flatMap(({ _parent: parent }, index) => parent === undefined ? [] : checkUnit(`units[${index}].path`, parent, units)),
      ...accounts.flatMap((account, index) => account._problems(`accounts[${index}]`)),
      ...accounts.flatMap(({ unit }, index) => checkUnit(`accounts[${index}].unit`, unit, units)),
      ...repeated('accounts', 'name', accounts.map(({ name }) => name), 'one account of a name', 'give the account another name'),
      ...repeated('accounts', 'email', accounts.map(({ email }) => email), 'an e-mail address that no other account has',
        'give each account its own, such as aws+name@example.com'),
      ...repeated('accounts', 'accountId', accounts.map(({ accountId }) => accountId), 'each account once', 'name the account once'),
      ...checkRange('accountQuota', props.accountQuota, 1, MAX_ACCOUNTS, 'ask AWS for a higher quota, and pass what was granted'),
      ...tooMany('accounts', accounts.length, (props.accountQuota ?? 10) - 1, 'besides the management account',
        'ask AWS for a higher quota in Service Quotas, then pass it as accountQuota'),
      ...tooMany('units', units.length, MAX_UNITS, 'in an organization', 'use fewer units'),
      ...tooMany('accounts', made(units, accounts), MAX_RESOURCES, 'new units and accounts in a stack',
        'make further accounts elsewhere and name them with MemberAccount.existing'),
    ];
  }

  /** Paths of the units. */
  public readonly unitPaths: string[];

  /** Names of the accounts. */
  public readonly accountNames: string[];

  private readonly unitIds = new Map<string, string>();
  private readonly accountIds = new Map<string, string>();

  /** @throws when a unit or account is not one AWS Organizations would accept, is there twice, or is in a unit that is not there */
  constructor(scope: Construct, id: string, props: OrganizationalUnitTreeProps) {
    super(scope, id);
    refuse(this, [
      ...checkText('rootId', props.rootId, /^r-[0-9a-z]{4,32}$/,
        'the id of a root: r- and 4 to 32 letters and digits', 'run aws organizations list-roots'),
      ...OrganizationalUnitTree._problems(props),
    ]);
    const units = [...props.units ?? OrganizationalUnit.recommended()].sort((one, other) => depth(one) - depth(other));
    let previous: CfnResource | undefined;
    const keep = <T extends CfnResource>(resource: T): T => {
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
      if (previous) {
        resource.addResourceDependency(previous);
      }
      previous = resource;
      return resource;
    };

    for (const { path, unitId, _parent: parent } of units) {
      this.unitIds.set(path, unitId ?? keep(new CfnOrganizationalUnit(this, `Unit ${path.replace(/\//g, ' ')}`, {
        name: path.slice(path.lastIndexOf('/') + 1),
        parentId: parent === undefined ? props.rootId : this.unitId(parent),
      })).attrId);
    }
    for (const { name, email, unit, accountId } of props.accounts ?? []) {
      this.accountIds.set(name, accountId ?? keep(new CfnAccount(this, `Account ${name.replace(/\//g, ' ')}`, {
        accountName: name, email: email!, parentIds: [unit === undefined ? props.rootId : this.unitId(unit)],
      })).attrAccountId);
    }
    this.unitPaths = [...this.unitIds.keys()];
    this.accountNames = [...this.accountIds.keys()];
  }

  /**
   * Id of a unit.
   *
   * @param path - its path, such as `workloads/production`
   * @throws when there is no such unit
   */
  public unitId(path: string): string {
    return this.known('path', path, this.unitIds);
  }

  /**
   * Id of an account.
   *
   * @param name - its name
   * @throws when there is no such account
   */
  public accountId(name: string): string {
    return this.known('name', name, this.accountIds);
  }

  private known(prop: string, key: string, ids: Map<string, string>): string {
    const found = ids.get(key);
    refuse(this, found === undefined ? [{ prop, got: key, allowed: oneOf([...ids.keys()]), fix: 'add it first' }] : []);
    return found!;
  }
}

function depth({ path }: OrganizationalUnit): number {
  return path.split('/').length;
}

function made(units: OrganizationalUnit[], accounts: MemberAccount[]): number {
  return units.filter(({ unitId }) => unitId === undefined).length + accounts.filter(({ accountId }) => accountId === undefined).length;
}

function tooMany(prop: string, count: number, max: number, what: string, fix: string): Problem[] {
  return count > max ? [{ prop, got: count, allowed: `${max} ${what}`, fix }] : [];
}

/** What AWS would take for the same: it knows no difference between upper and lower case. */
function repeated(list: string, prop: string, values: (string | undefined)[], allowed: string, fix: string): Problem[] {
  const plain = values.map((value) => value?.toLowerCase());
  return values.flatMap((value, index) => !value || Token.isUnresolved(value) || plain.indexOf(plain[index]) === index
    ? [] : [{ prop: `${list}[${index}].${prop}`, got: value, allowed, fix }]);
}
