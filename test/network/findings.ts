import { Stack } from 'aws-cdk-lib';
import { findingsAround } from '../rule-packs';

/** What the rule packs find below a construct of the stack and nobody has acknowledged. */
export function findingsBelow(stack: Stack, path: string): string[] {
  return findingsAround(stack).filter((finding) => finding.includes(`at ${stack.node.path}/${path}/`));
}
