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

interface ManagedPolicy { readonly Groups?: { Ref?: string }[]; readonly PolicyDocument: object }

/**
 * A person in the groups of a template: judges requests by the policies AWS would attach, with every reference put in.
 */
export class Person {
  private readonly policies: { name: string; policy: object }[];

  /** @param groups - start of the logical ids of the groups the person is a member of */
  constructor(stack: Stack, groups: string[], private readonly name: string = 'ann') {
    this.policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
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
      identityPolicies: this.policies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    }, {});
    if (result.resultType === 'error') {
      throw new Error(`${action} on ${resource} cannot be judged: ${JSON.stringify(result.errors)}`);
    }
    return result.overallResult;
  }
}
