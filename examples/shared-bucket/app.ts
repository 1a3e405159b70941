import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { AccessLogBucket, AdminGroup, DeveloperGroup, PrivateBucket, SynthesisSummary } from '../../lib';

export const app = new App({ stackTraces: false, treeMetadata: false });
const stack = new Stack(app, 'SharedBucket', { synthesizer: new LegacyStackSynthesizer() });

const shared = new PrivateBucket(stack, 'Reports', {
  bucketNamePrefix: 'team-reports',
  accessLogBucket: new AccessLogBucket(stack, 'AccessLogs').bucket,
});

// Developers upload and read, and get "access denied" when they delete. So does everybody else, administrators among them.
shared.grantUploadAndView(new DeveloperGroup(stack, 'Developers').group);
new AdminGroup(stack, 'Administrators');

process.stderr.write(SynthesisSummary.of(app).toString());
