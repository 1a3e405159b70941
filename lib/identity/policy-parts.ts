import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { refuse } from '../private/validation';

/** Of IAM: characters of a managed policy, white space not counted. */
const MAX_CHARACTERS = 6144;
/** What stands around the statements. */
const FRAME = '{"Version":"2012-10-17","Statement":[]}'.length;
/** The longest value each reference can have. Logical ids of others stand for ARNs. */
const LONGEST: Record<string, number> = { 'AWS::AccountId': 12, 'AWS::Partition': 10, 'AWS::Region': 14 };
const LONGEST_ARN = 128;

/** The statements of a policy in as many parts as its quota makes necessary, in their order. Nothing is ever cut off. */
export function policyParts(scope: Construct, statements: PolicyStatement[]): PolicyStatement[][] {
  const parts: PolicyStatement[][] = [];
  let room = 0;
  for (const statement of statements) {
    const size = characters(Stack.of(scope).resolve(statement.toStatementJson())) + 1;
    refuse(scope, FRAME + size <= MAX_CHARACTERS ? [] : [{
      prop: 'persona',
      got: `statement ${statement.sid} with ${size} characters`,
      allowed: `${MAX_CHARACTERS} characters a policy`,
      fix: 'name fewer resources',
    }]);
    if (size > room) {
      parts.push([]);
      room = MAX_CHARACTERS - FRAME;
    }
    parts[parts.length - 1].push(statement);
    room -= size;
  }
  return parts;
}

/** How long a value is as JSON at the most, once AWS CloudFormation has put in its references. A substitution only gets shorter. */
function characters(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value).length;
  }
  if (Array.isArray(value)) {
    return value.reduce((sum: number, item) => sum + characters(item) + 1, 2);
  }
  const { Ref, 'Fn::Join': join, 'Fn::Sub': sub } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]]; 'Fn::Sub'?: string };
  if (sub !== undefined) {
    return sub.length + 2;
  }
  if (join) {
    return join[1].reduce((sum: number, item) => sum + characters(item), 0);
  }
  if (Ref !== undefined) {
    return LONGEST[Ref] ?? LONGEST_ARN;
  }
  return 'Fn::GetAtt' in value || 'Fn::ImportValue' in value
    ? LONGEST_ARN
    : Object.entries(value).reduce((sum, [key, inner]) => sum + key.length + 4 + characters(inner), 2);
}
