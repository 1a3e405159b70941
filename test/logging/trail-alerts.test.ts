import { Duration } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { TrailAlerts } from '../../lib/logging/trail-alerts';
import { ACCOUNT, problemsOf, REGION, synthesize } from '../support';
import { channelsIn, inChat, inMail, Target, topicNames } from './channels';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const make = (longestSilence?: Duration) => synthesize((stack) => {
  new TrailAlerts(stack, 'Alerts', { logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'a-trail'), topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), longestSilence });
});

describe('TrailAlerts', () => {
  const template = make();
  const [rule] = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);

  it.each(['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors'])('tells of %s at once, whether it succeeds or not', (name) => {
    const { source, detail } = rule.EventPattern as { source: string[]; detail: Record<string, string[]> };
    expect(source).toEqual(['aws.cloudtrail']);
    expect(Object.keys(detail)).toEqual(['eventSource', 'eventName']);
    expect(detail.eventName).toContain(name);
  });

  it.each(['DescribeTrails', 'GetTrailStatus', 'LookupEvents', 'StartLogging'])('does not tell of %s', (name) => {
    expect(rule.EventPattern.detail.eventName).not.toContain(name);
  });

  it('says who did what to which trail, and uses each value it takes from the event', () => {
    const { InputTemplate: text, InputPathsMap: paths } = rule.Targets[0].InputTransformer as { InputTemplate: string; InputPathsMap: Record<string, string> };
    expect(rule.Targets[0].Arn).toBe(TOPIC);
    expect([...new Set([...text.matchAll(/<(\w+)>/g)].map(([, name]) => name))].sort()).toEqual(Object.keys(paths).sort());
    expect(text).toContain('aws cloudtrail start-logging --name <trail><selected>');
  });

  it('alarms when nothing arrives for an hour, where missing data is the point', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Logs', MetricName: 'IncomingLogEvents', Dimensions: [{ Name: 'LogGroupName', Value: 'a-trail' }],
      Period: 300, EvaluationPeriods: 12, Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching',
      AlarmActions: [TOPIC], OKActions: [TOPIC],
    });
  });

  it('tells channels besides, as critical, of what was done and of silence', () => {
    const withChannels = synthesize((stack) => {
      new TrailAlerts(stack, 'Alerts', { logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'a-trail'), topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), channels: channelsIn(stack) });
    });
    const [targets] = Object.values(withChannels.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.Targets as Target[]);
    const [alarm] = Object.values(withChannels.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties as Record<string, unknown[]>);
    expect(topicNames(withChannels, targets.map(({ Arn }) => Arn))).toEqual(['alerts', 'critical', 'pager', 'critical-chat']);
    expect(topicNames(withChannels, alarm.AlarmActions)).toEqual(['alerts', 'critical', 'critical-chat', 'pager']);
    expect(alarm.OKActions).toEqual(alarm.AlarmActions);

    const event = {
      account: ACCOUNT, region: REGION, time: '2026-11-24T10:00:00Z',
      detail: { eventName: 'StopLogging', requestParameters: { name: 'secure-baseline' }, userIdentity: { arn: `arn:aws:iam::${ACCOUNT}:user/ann` } },
    };
    const remedy = `If nobody planned this: aws cloudtrail start-logging --name secure-baseline, and find out what arn:aws:iam::${ACCOUNT}:user/ann did since.`;
    const who = `By arn:aws:iam::${ACCOUNT}:user/ann, account ${ACCOUNT}, region ${REGION}, at 2026-11-24T10:00:00Z. Error, when it did not succeed: `;
    expect(inMail(targets[0], event)).toEqual(['AWS CloudTrail: StopLogging on the trail secure-baseline', who, remedy]);
    expect(inMail(targets[1], event)).toEqual(inMail(targets[0], event));
    expect(inChat(targets[3], event).content).toEqual({
      textType: 'client-markdown', title: 'AWS CloudTrail', description: `StopLogging on the trail secure-baseline\n${who}`, nextSteps: [remedy], keywords: ['critical'],
    });
  });

  it.each([[15, 3], [60, 12], [1440, 288]])('takes a silence of %i minutes', (minutes, periods) => {
    make(Duration.minutes(minutes)).hasResourceProperties('AWS::CloudWatch::Alarm', { EvaluationPeriods: periods });
  });

  it.each([0, 10, 17, 1445])('refuses a silence of %i minutes', (minutes) => {
    expect(problemsOf((stack) => {
      new TrailAlerts(stack, 'Alerts', { logGroup: LogGroup.fromLogGroupName(stack, 'Log', 'a-trail'), topic: new Topic(stack, 'Topic'), longestSilence: Duration.minutes(minutes) });
    })).toEqual([
      `- longestSilence: got "${minutes} minutes"; allowed is 15 minutes to 1440 minutes, in steps of 5; pass a Duration such as Duration.hours(1)`,
    ]);
  });
});
