import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { IConstruct } from 'constructs';

const PACKS = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];

/** What the rule packs find in the app of a construct and nobody has acknowledged. Synthesizes it. */
export function findingsAround(construct: IConstruct): string[] {
  const app = construct.node.root as App;
  app.synth();
  return PACKS.flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
}

/** What they find in a stack with what the function puts into it. */
export function findings(build: (stack: Stack) => void): string[] {
  const stack = new Stack(new App(), 'Test');
  build(stack);
  return findingsAround(stack);
}
