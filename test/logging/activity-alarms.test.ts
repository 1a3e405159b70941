import { Match } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ActivityAlarms } from '../../lib';
import { ACTIVITY_FILTERS } from '../../lib/logging/activity-filters';
import { synthesize } from '../support';

describe('ActivityAlarms', () => {
  const template = synthesize((stack) => {
    const logGroup = LogGroup.fromLogGroupName(stack, 'Trail', 'a-trail');
    new ActivityAlarms(stack, 'Alarms', { logGroup, topic: Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:111122223333:alerts') });
  });
  const properties = (type: string) => Object.values(template.findResources(type)).map((resource) => resource.Properties);

  it('turns each filter into a metric, and each metric into an alarm of its own', () => {
    const metrics = properties('AWS::Logs::MetricFilter')
      .map(({ MetricTransformations: [metric] }) => `${metric.MetricNamespace} ${metric.MetricName}`);
    const watched = properties('AWS::CloudWatch::Alarm').map((alarm) => `${alarm.Namespace} ${alarm.MetricName}`);
    expect(metrics).toHaveLength(ACTIVITY_FILTERS.length);
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
      AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:alerts'], ActionsEnabled: Match.absent(),
    });
  });

  it.each(ACTIVITY_FILTERS)('watches for $id', ({ id, what, why, control, pattern, threshold }) => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', { FilterPattern: pattern, MetricTransformations: [{ MetricName: id }] });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `secure-baseline-${id}`, MetricName: id, Threshold: threshold, AlarmDescription: `${what} ${why} (CIS ${control})`,
    });
  });

  it('keeps descriptions within the 1,024 characters of Amazon CloudWatch', () => {
    expect(properties('AWS::CloudWatch::Alarm').filter(({ AlarmDescription: text }) => text.length > 1024)).toEqual([]);
  });
});
