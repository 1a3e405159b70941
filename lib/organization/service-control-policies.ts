import { Token } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { checkRange, checkText, checkUnique, Problem, refuse } from '../private/validation';
import { Guardrail } from './guardrail';
import { PolicyStatementJson } from './guardrails/guardrail-entry';

/** Since May 2026. Before that, AWS Organizations took 5,120 characters and five policies. */
const MAX_CHARACTERS = 10240;
/** One of the ten policies a target may carry is `FullAWSAccess`, which every target keeps. */
const MAX_POLICIES = 9;

/** Settings of ServiceControlPolicies that a baseline chooses. */
export interface ServiceControlPoliciesOptions {
  /**
   * What cannot be done.
   *
   * @default Guardrail.recommended()
   */
  readonly guardrails?: Guardrail[];

  /**
   * ARN patterns of the roles that the guardrails which protect the baseline do not bind, because they deploy it.
   *
   * @default - the execution roles of AWS CloudFormation StackSets in every account
   */
  readonly exemptRoles?: string[];

  /**
   * Characters a policy document may have, from 1,000 to 10,240. Lower it where AWS Organizations has not yet raised the quota.
   *
   * @default 10240
   */
  readonly maxCharacters?: number;
}

/** Properties of ServiceControlPolicies. */
export interface ServiceControlPoliciesProps extends ServiceControlPoliciesOptions {
  /** Ids of what is bound: the root of the organization (`r-…`), organizational units (`ou-…`) or accounts. */
  readonly targetIds: string[];
}

/**
 * Guardrails as service control policies: packed in their order into as few documents as the quota allows, and attached one after the
 * other, since AWS
 * Organizations takes no two changes at a time.
 *
 * The policy type must be enabled first: `aws organizations enable-policy-type --policy-type SERVICE_CONTROL_POLICY --root-id r-…`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export class ServiceControlPolicies extends Construct {
  /** @internal */
  public static _problems(props: ServiceControlPoliciesOptions): Problem[] {
    const guardrails = props.guardrails ?? Guardrail.recommended();
    const max = props.maxCharacters ?? MAX_CHARACTERS;
    const problems = [
      ...checkRange('maxCharacters', props.maxCharacters, 1000, MAX_CHARACTERS, 'leave it out for the quota of AWS'),
      ...checkRange('guardrails', guardrails.length, 1, 1000, 'name one guardrail or more'),
      ...checkUnique('guardrails', guardrails.map((guardrail) => guardrail.id), 'name each guardrail once'),
      ...guardrails.flatMap((guardrail, index) => guardrail._problems(`guardrails[${index}]`)),
      ...exempt(props).flatMap((role, index) => checkText(`exemptRoles[${index}]`, role, /^arn:[^:]+:iam::[^:]*:role\/.+$/,
        'the ARN of a role, with wildcards or without', 'write it like arn:*:iam::*:role/deployer, so that nobody else is exempt')),
    ];
    for (const guardrail of guardrails) {
      const size = characters(guardrail._statements(exempt(props)));
      if (size > max) {
        problems.push({
          prop: 'guardrails', got: `${guardrail.id} with ${size} characters`, allowed: `${max} characters a policy`,
          fix: 'shorten exemptRoles or regions, or raise maxCharacters',
        });
      }
    }
    const policies = pack(props).length;
    if (policies > MAX_POLICIES) {
      problems.push({
        prop: 'guardrails', got: `${policies} policies`, allowed: `${MAX_POLICIES} besides FullAWSAccess for a target`,
        fix: 'attach some of the guardrails to organizational units instead',
      });
    }
    return problems;
  }

  /** Ids of the policies. */
  public readonly policyIds: string[];

  /** @throws when a guardrail or all of them together do not fit the quotas, or a target is none */
  constructor(scope: Construct, id: string, props: ServiceControlPoliciesProps) {
    super(scope, id);
    refuse(this, [...targetProblems(props.targetIds), ...ServiceControlPolicies._problems(props)]);

    let previous: CfnPolicy | undefined;
    this.policyIds = pack(props).map((statements, index) => {
      const policy = new CfnPolicy(this, `Policy${index + 1}`, {
        name: `secure-baseline-guardrails-${index + 1}`,
        description: `What no account may do (${index + 1})`,
        type: 'SERVICE_CONTROL_POLICY',
        content: document(statements),
        targetIds: props.targetIds,
      });
      if (previous) {
        policy.addResourceDependency(previous);
      }
      previous = policy;
      return policy.attrId;
    });
  }
}

function document(statements: PolicyStatementJson[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** As AWS counts: without white space. */
function characters(statements: PolicyStatementJson[]): number {
  return JSON.stringify(document(statements)).length;
}

function exempt(props: ServiceControlPoliciesOptions): string[] {
  return props.exemptRoles ?? ['arn:*:iam::*:role/stacksets-exec-*'];
}

/** The statements of each document: a new one where the next guardrail no longer fits. */
function pack(props: ServiceControlPoliciesOptions): PolicyStatementJson[][] {
  const documents: PolicyStatementJson[][] = [];
  for (const guardrail of props.guardrails ?? Guardrail.recommended()) {
    const statements = guardrail._statements(exempt(props));
    const last = documents[documents.length - 1];
    if (last && characters([...last, ...statements]) <= (props.maxCharacters ?? MAX_CHARACTERS)) {
      last.push(...statements);
    } else {
      documents.push([...statements]);
    }
  }
  return documents;
}

function targetProblems(targetIds: string[]): Problem[] {
  if (Token.isUnresolved(targetIds)) {
    return [];
  }
  return [
    ...checkRange('targetIds', targetIds.length, 1, 1000, 'name what the guardrails bind'),
    ...checkUnique('targetIds', targetIds, 'name each target once'),
    ...targetIds.flatMap((target, index) => checkText(`targetIds[${index}]`, target, /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/,
      'a root (r-…), an organizational unit (ou-…) or an account (12 digits)', 'copy the id from the console of AWS Organizations')),
  ];
}
