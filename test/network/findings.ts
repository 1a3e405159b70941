import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';

/** What the rule packs find below a construct of the stack and nobody has acknowledged. */
export function findingsBelow(stack: Stack, path: string): string[] {
  (stack.node.root as App).synth();
  return [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()]
    .flatMap((pack) => pack.validateScope(stack.node.root).violations)
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`))
    .filter((finding) => finding.includes(`at ${stack.node.path}/${path}/`));
}
