import { App } from 'aws-cdk-lib';
import { AccountBaseline, SynthesisSummary } from '../lib';
import { parameters } from './parameters';

export const app = new App({ stackTraces: false, treeMetadata: false });
new AccountBaseline(app, 'Baseline', parameters);
process.stderr.write(SynthesisSummary.of(app).toString());
