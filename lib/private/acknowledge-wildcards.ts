import { Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, ManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { acknowledge } from './acknowledge';

/**
 * Acknowledges the wildcards that a policy allows, one by one, and the whole of a service where it allows that, for one reason.
 *
 * When the app is validated and not before: only then are references to other stacks what the rule pack will see.
 */
export function acknowledgeWildcards(policy: ManagedPolicy, reason: string): void {
  policy.node.addValidation({
    validate: () => {
      const { policyDocument } = policy.node.defaultChild as CfnManagedPolicy;
      const { Statement: statements } = Stack.of(policy).resolve(policyDocument) as { Statement: Statement[] };
      const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
      const actions = allowed.flatMap(({ Action }) => list(Action)).map((action) => `Action::${action as string}`);
      const resources = allowed.flatMap(({ Resource }) => list(Resource)).map((resource) => `Resource::${flatten(resource)}`);
      const wildcards = [...new Set([...actions, ...resources])].filter((finding) => finding.includes('*'));
      acknowledge(policy, reason, ...wildcards.map((finding) => `AwsSolutions-IAM5[${finding}]`));
      // The packs take a service that is denied for one that is allowed when an allowance stands behind it.
      if (allowed.length > 0 && statements.flatMap(({ Action }) => list(Action)).some((action) => /^[^:]+:\*$/.test(action as string))) {
        const packs = ['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'];
        acknowledge(policy, reason, ...packs.map((pack) => `${pack}-IAMPolicyNoStatementsWithFullAccess`));
      }
      return [];
    },
  });
}

interface Statement {
  readonly Effect: string;
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

function list(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** A reference as the rule pack writes it: `<LogicalId.Arn>` for an attribute, `<Name>` for a parameter or pseudo parameter. */
function flatten(value: unknown): string {
  if (typeof value === 'string') {
    return value.replace(/\$\{/g, '<').replace(/\}/g, '>');
  }
  const intrinsic = value as {
    'Ref'?: string; 'Fn::Sub'?: string; 'Fn::Join'?: [string, unknown[]]; 'Fn::GetAtt'?: string[]; 'Fn::ImportValue'?: unknown;
  };
  if (intrinsic['Fn::Sub']) {
    return flatten(intrinsic['Fn::Sub']);
  }
  if (intrinsic['Fn::Join']) {
    return intrinsic['Fn::Join'][1].map(flatten).join(intrinsic['Fn::Join'][0]);
  }
  if (intrinsic['Fn::GetAtt']) {
    return `<${intrinsic['Fn::GetAtt'].join('.')}>`;
  }
  return intrinsic['Fn::ImportValue'] === undefined ? `<${intrinsic.Ref}>` : flatten(intrinsic['Fn::ImportValue']);
}
