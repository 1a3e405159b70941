import { App, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  AccessLogBucket, AccountBaseline, BaselineGroup, BreakGlassRole, IdentityDomain, OperationsDomain, Persona, PersonaPermissionSet, PersonaRole,
  PrivateBucket, RoleTrust, ServerSideEncryption, SynthesisSummary, TemporaryRole, UnusedAccessAnalyzer, WorkloadRole,
} from '../../lib';

export const app = new App({ stackTraces: false, treeMetadata: false });
const synthesizer = new LegacyStackSynthesizer();

// A bucket that developers upload to and read from, but never delete from.
const data = new Stack(app, 'Data', { synthesizer });
const reports = new PrivateBucket(data, 'Reports', {
  bucketNamePrefix: 'workload-reports',
  encryption: ServerSideEncryption.kms(),
  accessLogBucket: new AccessLogBucket(data, 'AccessLogs').bucket,
});

// Everybody who works here, a line each. Dan has left today: whatever sessions he has, nothing is allowed in them any more.
const baseline = new AccountBaseline(app, 'Baseline', {
  securityContact: 'security@example.com',
  operations: OperationsDomain.watch({ monthlyLimit: 500, emails: ['finance@example.com'] }),
  identity: IdentityDomain.groups({
    developerBuckets: [reports.bucket],
    people: [
      { userName: 'ann', groups: [BaselineGroup.ADMINISTRATOR] },
      { userName: 'ben', groups: [BaselineGroup.DEVELOPER, BaselineGroup.SUPPORT] },
      { userName: 'cleo', groups: [BaselineGroup.FINANCE] },
      { userName: 'dan', groups: [BaselineGroup.REVOKED] },
    ],
  }),
});

const access = new Stack(app, 'Access', { synthesizer });

// The auditing firm looks in from its own account; the emergency exit is Ann's; Eve helps out at the till until her time is up.
new PersonaRole(access, 'Auditors', { persona: Persona.auditor(), trust: RoleTrust.account('444455556666') });
new BreakGlassRole(access, 'BreakGlass', { userNames: ['ann'], logGroup: baseline.auditTrail!.logGroup, topic: baseline.alertTopic.topic });
new TemporaryRole(access, 'Till', { persona: Persona.finance(), trust: RoleTrust.account('777788889999'), expiresAt: '2099-12-31T18:00:00Z' });
new UnusedAccessAnalyzer(access, 'UnusedAccess');

// What the code of an application runs with.
const permissionsBoundary = baseline.identity!.boundary.policy;
WorkloadRole.forInstance(access, 'WebServer', {
  permissionsBoundary,
  statements: [new PolicyStatement({ actions: ['s3:PutObject'], resources: [`${reports.bucket.bucketArn}/incoming/report.csv`] })],
});

// Once IAM Identity Center is there, its permission sets take over from the groups.
const center = new Stack(app, 'IdentityCenter', { synthesizer });
new PersonaPermissionSet(center, 'Developers', { persona: Persona.developer(), instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef' })
  .assign('Production', '9067f1c2-00a1-70b2-c3d4-112233445566', '111122223333');

process.stderr.write(SynthesisSummary.of(app).toString());
