import { App } from 'aws-cdk-lib';
import { Guardrail, OrganizationBaseline, SynthesisSummary } from '../../lib';

export const app = new App({ stackTraces: false, treeMetadata: false });
new OrganizationBaseline(app, 'Organization', {
  guardrails: [...Guardrail.recommended(), Guardrail.allowedRegions(['eu-central-1', 'us-east-1'])],
});
process.stderr.write(SynthesisSummary.of(app).toString());
