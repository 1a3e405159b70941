import { App, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';

const PACKS = [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks(), new PCIDSS321Checks()];

/** What the rule packs find in a stack and nobody has acknowledged. */
export function findings(build: (stack: Stack) => void): string[] {
  const app = new App();
  build(new Stack(app, 'Test'));
  app.synth();
  return PACKS.flatMap((pack) => pack.validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) => violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`));
}
