import { runSimulation } from '@cloud-copilot/iam-simulate';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, resolve } from '../support';

/** What is known of a request besides action and resource. */
export interface Circumstances {
  /** Whether the session was opened with MFA; `undefined` for a long-term access key, whose requests say nothing of MFA. */
  readonly mfa?: boolean;
  /** Further context keys. */
  readonly context?: Record<string, string | string[]>;
}

/** `may not`: nothing allows it. `never`: a denial would stop it even if another policy allowed it. */
export type Verdict = 'may' | 'may not' | 'never';

/** A policy in somebody's hands, with every reference put in. */
export interface HeldPolicy { readonly name: string; readonly policy: object }

/** What every key made by the CDK says: the policies of this account decide. */
const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};

interface ManagedPolicy { readonly Groups?: { Ref?: string }[]; readonly PolicyDocument: object }

/**
 * A person in the groups of a template: judges requests by the policies AWS would attach, with every reference put in.
 */
export class Person {
  /** Somebody who holds these policies, whatever group they come from, inside a permissions boundary or none. */
  public static holding(policies: HeldPolicy[], boundary?: HeldPolicy): Person {
    return Object.assign(new Person(policies, []), { boundary });
  }

  /** What the person holds. */
  public readonly policies: readonly HeldPolicy[];
  private readonly boundary?: HeldPolicy;

  /** @param groups - start of the logical ids of the groups the person is a member of */
  constructor(source: Stack | HeldPolicy[], groups: string[], private readonly name: string = 'ann') {
    this.policies = Array.isArray(source) ? source : Object.entries(Template.fromStack(source).findResources('AWS::IAM::ManagedPolicy'))
      .map(([id, { Properties }]) => ({ id, ...(Properties as ManagedPolicy) }))
      .filter(({ Groups }) => Groups?.some(({ Ref }) => groups.some((group) => Ref?.startsWith(group))))
      .map(({ id, PolicyDocument }) => ({ name: id, policy: resolve(PolicyDocument) as object }));
    if (this.policies.length === 0) {
      throw new Error(`no policy is attached to ${groups.join(' or ')}`);
    }
  }

  /** Whether the person may do it, by the policies of the groups. */
  public async may(action: string, resource: string, circumstances?: Circumstances): Promise<boolean> {
    return await this.judge(action, resource, circumstances) === 'Allowed';
  }

  /** Whether a denial would stop the person, whatever other policy allowed it. */
  public async isDenied(action: string, resource: string, circumstances?: Circumstances): Promise<boolean> {
    return await this.judge(action, resource, circumstances) === 'ExplicitlyDenied';
  }

  /** What becomes of it, in the words of the access matrix. */
  public async verdict(action: string, resource: string, circumstances?: Circumstances): Promise<Verdict> {
    const result = await this.judge(action, resource, circumstances);
    return result === 'Allowed' ? 'may' : result === 'ExplicitlyDenied' ? 'never' : 'may not';
  }

  private async judge(action: string, resource: string, circumstances: Circumstances = { mfa: true }): Promise<string> {
    const result = await runSimulation({
      request: {
        principal: `arn:aws:iam::${ACCOUNT}:user/${this.name}`,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: {
          'aws:username': this.name,
          'aws:PrincipalAccount': ACCOUNT,
          ...circumstances.mfa === undefined ? {} : { 'aws:MultiFactorAuthPresent': String(circumstances.mfa) },
          ...circumstances.context,
        },
      },
      identityPolicies: [...this.policies],
      ...this.boundary ? { permissionBoundaryPolicies: [this.boundary] } : {},
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...resource.startsWith('arn:aws:kms:') ? { resourcePolicy: KEY_POLICY } : {},
    }, {});
    if (result.resultType === 'error') {
      throw new Error(`${action} on ${resource} cannot be judged: ${JSON.stringify(result.errors)}`);
    }
    const ignored = (result.resultType === 'single' ? [result.result] : result.results).flatMap(({ ignoredContextKeys }) => ignoredContextKeys ?? []);
    if (ignored.length > 0) {
      throw new Error(`${action} on ${resource} knows nothing of ${ignored.join(', ')}`);
    }
    return result.overallResult;
  }
}
