import { Match, Template } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ActivityAlarms, ActivityAlarmsProps, LogArchive } from '../../lib';
import { ACTIVITY_FILTERS } from '../../lib/logging/activity-filters';
import { AlertChannel } from '../../lib/logging/alert-channel';
import { AlertChannels } from '../../lib/logging/alert-channels';
import { AlertSeverity } from '../../lib/logging/alert-severity';
import { FURTHER_FILTERS } from '../../lib/logging/further-filters';
import { problemsOf, synthesize } from '../support';

const FILTERS = [...ACTIVITY_FILTERS, ...FURTHER_FILTERS];
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const PAGER = 'arn:aws:sns:eu-central-1:111122223333:pager';
const make = (props: Partial<ActivityAlarmsProps> = {}, withChannels = false) => synthesize((stack) => {
  const logGroup = LogGroup.fromLogGroupName(stack, 'Trail', 'a-trail');
  const channels = withChannels ? new AlertChannels(stack, 'Channels', {
    encryptionKey: new LogArchive(stack, 'Archive').encryptionKey,
    channels: [AlertChannel.topic(Topic.fromTopicArn(stack, 'Pager', PAGER), { minimumSeverity: AlertSeverity.CRITICAL })],
  }) : undefined;
  new ActivityAlarms(stack, 'Alarms', { logGroup, topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), channels, ...props });
});
const propertiesIn = (template: Template, type: string) => Object.values(template.findResources(type)).map((resource) => resource.Properties);

describe('ActivityAlarms', () => {
  const template = make();
  const properties = (type: string) => propertiesIn(template, type);

  it('turns each filter into a metric, and each metric into an alarm of its own', () => {
    const metrics = properties('AWS::Logs::MetricFilter')
      .map(({ MetricTransformations: [metric] }) => `${metric.MetricNamespace} ${metric.MetricName}`);
    const watched = properties('AWS::CloudWatch::Alarm').map((alarm) => `${alarm.Namespace} ${alarm.MetricName}`);
    expect(metrics).toHaveLength(FILTERS.length);
    expect(new Set(metrics).size).toBe(metrics.length);
    expect(watched.sort()).toEqual(metrics.sort());
  });

  it('counts every match in the log group it was given', () => {
    template.allResourcesProperties('AWS::Logs::MetricFilter', {
      LogGroupName: 'a-trail', MetricTransformations: [{ MetricValue: '1', DefaultValue: Match.absent() }],
    });
  });

  it('alarms within five minutes, says so on the topic, and stays silent without data', () => {
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      Period: 300, EvaluationPeriods: 1, Statistic: 'Sum', ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching',
      AlarmActions: [TOPIC], ActionsEnabled: Match.absent(),
    });
  });

  it.each(FILTERS)('watches for $id', ({ id, what, why, control, pattern, threshold, severity }) => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: pattern, MetricTransformations: [{ MetricName: id }] });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `secure-baseline-${id}`, MetricName: id, Threshold: threshold, AlarmDescription: `${what} ${why} (${control ? `CIS ${control}, ` : ''}${severity})`,
    });
  });

  it('keeps descriptions within the 1,024 characters of Amazon CloudWatch', () => {
    expect(properties('AWS::CloudWatch::Alarm').filter(({ AlarmDescription: text }) => text.length > 1024)).toEqual([]);
  });

  it('takes other thresholds where only repetition tells', () => {
    const other = make({ refusedCallThreshold: 50, failedSignInThreshold: 10 });
    other.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'unauthorized-api-calls', Threshold: 50 });
    other.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'console-sign-in-failures', Threshold: 10 });
    other.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'root-user-activity', Threshold: 1 });
  });

  it.each([0, -1, 1.5])('refuses a threshold of %d, for both at once', (threshold) => {
    expect(problemsOf((stack) => new ActivityAlarms(stack, 'Alarms', {
      logGroup: LogGroup.fromLogGroupName(stack, 'Trail', 'a-trail'), topic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
      refusedCallThreshold: threshold, failedSignInThreshold: threshold,
    }))).toEqual([
      `- refusedCallThreshold: got ${threshold}; allowed is a whole number from 1 to 10000; leave it out for the default: an alarm at zero would never end`,
      `- failedSignInThreshold: got ${threshold}; allowed is a whole number from 1 to 1000; leave it out for the default: an alarm at zero would never end`,
    ]);
  });

  it('has no composite alarms without channels', () => {
    template.resourceCountIs('AWS::CloudWatch::CompositeAlarm', 0);
  });

  describe('with channels', () => {
    const damped = make({}, true);
    const composites = Object.fromEntries(Object.entries(damped.findResources('AWS::CloudWatch::CompositeAlarm'))
      .map(([id, resource]) => [(resource.Properties as { AlarmName: string }).AlarmName, { id, ...resource } as unknown as Composite]));
    const of = (severity: AlertSeverity) => composites[`secure-baseline-${severity}-activity`];
    const named = (rule: string) => [...rule.matchAll(/ALARM\("secure-baseline-([^"]+)"\)/g)].map(([, id]) => id);

    it('has one composite alarm for each severity, which together hold every alarm once', () => {
      expect(Object.keys(composites)).toHaveLength(3);
      for (const severity of Object.values(AlertSeverity)) {
        const rule = of(severity).Properties.AlarmRule;
        expect(named(rule)).toEqual(FILTERS.filter((filter) => filter.severity === severity).map(({ id }) => id));
        expect(rule.replace(/ALARM\("[^"]+"\)/g, 'x')).toMatch(/^x( OR x)*$/);
        expect(rule.length).toBeLessThanOrEqual(10_240);
      }
    });

    it('is one message for a storm: to the topics of the severity, and not again before all of it is over', () => {
      const actions = (severity: AlertSeverity) => of(severity).Properties.AlarmActions.map((action) => typeof action === 'string' ? action : action.Ref.replace(/\w{8}$/, ''));
      expect(actions(AlertSeverity.CRITICAL)).toEqual(['ChannelsCritical', PAGER]);
      expect(actions(AlertSeverity.HIGH)).toEqual(['ChannelsHigh']);
      expect(actions(AlertSeverity.LOW)).toEqual(['ChannelsLow']);
    });

    it('holds a message back while the next more severe one stands, and the most severe one never', () => {
      const suppressor = (severity: AlertSeverity) => (of(severity).Properties.ActionsSuppressor as { 'Fn::GetAtt': string[] } | undefined)?.['Fn::GetAtt'][0];
      expect(suppressor(AlertSeverity.CRITICAL)).toBeUndefined();
      expect(suppressor(AlertSeverity.HIGH)).toBe(of(AlertSeverity.CRITICAL).id);
      expect(suppressor(AlertSeverity.LOW)).toBe(of(AlertSeverity.HIGH).id);
      expect([AlertSeverity.HIGH, AlertSeverity.LOW].map((severity) => of(severity).Properties))
        .toEqual([1, 2].map(() => expect.objectContaining({ ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 60 }) as unknown));
    });

    it('is made after the alarms its rule names', () => {
      for (const severity of Object.values(AlertSeverity)) {
        expect(of(severity).DependsOn).toHaveLength(named(of(severity).Properties.AlarmRule).length);
      }
    });

    it('leaves each alarm its own message, as the benchmark wants', () => {
      damped.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [TOPIC] });
    });
  });
});

interface Composite {
  id: string;
  DependsOn: string[];
  Properties: { AlarmRule: string; AlarmActions: (string | { Ref: string })[]; ActionsSuppressor?: unknown };
}
