import { Environment, IReusableStackSynthesizer, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BaselineDomain } from '../baseline-domain';
import { BaselineStack } from './baseline-stack';
import { Problem } from './validation';
import { warn } from './warn';

export interface FrontDoorProps {
  readonly env: Environment;
  readonly synthesizer?: IReusableStackSynthesizer;
  readonly terminationProtection?: boolean;
}

/** What every front door does: stacks of one kind, one for each domain that is not left out. */
export class FrontDoor {
  private first?: BaselineStack;
  private readonly early: [string, string][] = [];

  constructor(private readonly scope: Construct, private readonly props: FrontDoorProps) {
    if (props.terminationProtection === false) {
      this.warn('termination-protection-off',
        'the stacks of this baseline can be deleted by mistake: leave terminationProtection out unless you are about to remove them');
    }
  }

  public stack(id: string, description: string): BaselineStack {
    const made = new BaselineStack(this.scope, id, { ...this.props, terminationProtection: this.props.terminationProtection ?? true, description });
    this.first ??= made;
    this.early.splice(0).forEach(([name, message]) => this.warn(name, message));
    return made;
  }

  /** Warns on the first stack, whether it is there yet or not: the command line shows nothing of what stands outside of stacks. */
  public warn(id: string, message: string): void {
    if (this.first) {
      warn(this.first, id, message);
    } else {
      this.early.push([id, message]);
    }
  }

  /** Places a domain, unless it is left out. */
  public place<T>(name: string, domain: BaselineDomain, create: () => T): T | undefined {
    if (domain.omittedBecause === undefined) {
      return create();
    }
    this.warn(`${name}-omitted`, `${name} is left out of this baseline: ${domain.omittedBecause}`);
    return undefined;
  }
}

/** A front door makes stacks, so it stands in an App or a Stage. */
export function scopeProblems(scope: Construct): Problem[] {
  return scope.node.scopes.some(Stack.isStack)
    ? [{ prop: 'scope', got: scope.node.path, allowed: 'an App or a Stage', fix: 'create the baseline outside any stack: it makes its own' }]
    : [];
}

/** A domain that is left out says why. */
export function domainProblems(domains: Record<string, BaselineDomain | undefined>, region?: string): Problem[] {
  return Object.entries(domains).flatMap(([prop, domain]) => {
    if (domain === undefined) {
      return [];
    }
    if (!(domain instanceof BaselineDomain)) {
      return [{
        prop, got: domain, allowed: 'a choice made with one of the factories of its domain',
        fix: 'use a factory of its class, such as NetworkDomain.tieredVpc()',
      }];
    }
    return domain.omittedBecause?.trim() === ''
      ? [{ prop, got: '', allowed: 'a reason', fix: 'say who or what covers the domain instead' }]
      : domain._problems(region);
  });
}
