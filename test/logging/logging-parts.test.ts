import { App } from 'aws-cdk-lib';
import { LoggingDomain, LoggingProps, ServiceAdoption } from '../../lib';
import { baseline, stacks, template } from '../baselines';
import { templateOf, warningsOf } from '../support';

describe('the audit trail', () => {
  const logGroups = (app: App) => Object.values(stacks(app)).flatMap((stack) => Object.values(templateOf(stack).findResources('AWS::Logs::MetricFilter')))
    .map(({ Properties }) => Properties.LogGroupName as unknown);
  const shown = (app: App) => JSON.stringify(template(app, 'Baseline-Operations').findResources('AWS::CloudWatch::Dashboard'));
  const adopted = (props: LoggingProps) => baseline({ logging: LoggingDomain.auditTrail({ adoption: ServiceAdoption.adopt(), trailName: 'central', ...props }) });

  test('is watched by its name in other stacks, which are made after it, so that another one can take its place', () => {
    const { app } = baseline();

    expect(new Set(logGroups(app))).toEqual(new Set(['secure-baseline-trail']));
    expect(Object.keys(template(app, 'Baseline-Logging').findOutputs('*')).filter((name) => /LogGroup/.test(name))).toEqual([]);
    for (const name of ['Alarms', 'Queries', 'Operations']) {
      expect(stacks(app)[`Baseline-${name}`].dependencies.map(({ stackName }) => stackName)).toContain('Baseline-Logging');
    }
  });

  test('that was there before is taken over with all alarms, queries and the dashboard, and the archive of another is not asked', () => {
    const { app, made } = adopted({ logGroupName: 'aws-cloudtrail-logs-central' });

    template(app, 'Baseline-Logging').resourceCountIs('AWS::CloudTrail::Trail', 0);
    template(app, 'Baseline-Logging').resourceCountIs('Custom::AccountSetting', 3);
    template(app, 'Baseline-Logging').hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'secure-baseline-trail-silence', Dimensions: [{ Name: 'LogGroupName', Value: 'aws-cloudtrail-logs-central' }],
    });
    template(app, 'Baseline-Alarms').resourceCountIs('AWS::CloudWatch::Alarm', 31);
    template(app, 'Baseline-Queries').allResourcesProperties('AWS::Logs::QueryDefinition', { LogGroupNames: ['aws-cloudtrail-logs-central'] });
    template(app, 'Baseline-Queries').resourceCountIs('AWS::Athena::WorkGroup', 0);
    template(baseline().app, 'Baseline-Queries').resourceCountIs('AWS::Athena::WorkGroup', 1);
    expect(new Set(logGroups(app))).toEqual(new Set(['aws-cloudtrail-logs-central']));
    expect(shown(app)).toContain('aws-cloudtrail-logs-central');
    expect(made.auditTrail?.trailArn).toContain('central');
    expect(warningsOf(app)).toContainEqual(expect.stringContaining('cdk-secure-baseline:trail-adopted'));
  });

  test('that was there before and had no log group gets one, kept as long as the profile says', () => {
    const { app } = adopted({});

    template(app, 'Baseline-Logging').resourceCountIs('Custom::AccountSetting', 4);
    template(app, 'Baseline-Logging').hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: 'secure-baseline-trail', RetentionInDays: 365 });
    expect(new Set(logGroups(app))).toEqual(new Set(['secure-baseline-trail']));
  });

  test('that is skipped is watched where its log group is named', () => {
    const { app, made } = baseline({ logging: LoggingDomain.auditTrail({ adoption: ServiceAdoption.skip('AWS Control Tower made it'), logGroupName: 'aws-controltower/CloudTrailLogs' }) });

    expect(new Set(logGroups(app))).toEqual(new Set(['aws-controltower/CloudTrailLogs']));
    template(app, 'Baseline-Logging').resourceCountIs('Custom::AccountSetting', 0);
    template(app, 'Baseline-Logging').resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(made.auditTrail?.trailArn).toBeUndefined();
    expect(warningsOf(app)).toContainEqual(expect.stringMatching(/the audit trail is left alone: AWS Control Tower made it.*cdk-secure-baseline:trail-skipped/));
  });

  test('that is skipped is left out where it is not', () => {
    const { app, made } = baseline({ logging: LoggingDomain.auditTrail({ adoption: ServiceAdoption.skip('AWS Control Tower made it') }) });

    expect(made.auditTrail).toBeUndefined();
    expect(logGroups(app)).toEqual([]);
    expect(warningsOf(app)).toContainEqual(expect.stringContaining('logging is left out of this baseline: AWS Control Tower made it'));
  });

  test('raises alarms from other thresholds on', () => {
    const { app } = baseline({ logging: LoggingDomain.auditTrail({ refusedCallThreshold: 50, failedSignInThreshold: 10 }) });

    template(app, 'Baseline-Alarms').hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'unauthorized-api-calls', Threshold: 50 });
    template(app, 'Baseline-Alarms').hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'console-sign-in-failures', Threshold: 10 });
  });
});
