import { Token } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { InstanceAlarms, InstanceAlarmsProps } from '../../lib/operations/instance-alarms';
import { WatchedInstances } from '../../lib/operations/watched-instances';
import { findings } from '../rule-packs';
import { problemsOf, resolve, synthesize } from '../support';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:alerts';
const INSTANCE = 'i-0123456789abcdef0';
const one = (props: Partial<InstanceAlarmsProps> = {}) => synthesize((stack) => {
  new InstanceAlarms(stack, 'Alarms', { instances: WatchedInstances.instance(INSTANCE), topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), ...props });
});
const refused = (props: Partial<InstanceAlarmsProps>) => problemsOf((stack) =>
  new InstanceAlarms(stack, 'Alarms', { instances: WatchedInstances.instance(INSTANCE), topic: Topic.fromTopicArn(stack, 'Topic', TOPIC), ...props }));

describe('InstanceAlarms', () => {
  it('tell of a processor that stays busy for half an hour', () => {
    one().hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Dimensions: [{ Name: 'InstanceId', Value: INSTANCE }], Statistic: 'Average',
      Period: 300, EvaluationPeriods: 6, Threshold: 90, ComparisonOperator: 'GreaterThanOrEqualToThreshold', AlarmActions: [TOPIC], OKActions: [TOPIC],
    });
  });

  it('tell of it as early and at as little as asked', () => {
    one({ cpuThreshold: 50, cpuPeriods: 1 }).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'CPUUtilization', Threshold: 50, EvaluationPeriods: 1 });
  });

  it('recover an instance whose hardware fails, in the region it is in, and tell of it', () => {
    const [alarm] = Object.values(one().findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'StatusCheckFailed_System' } }));
    expect(resolve(alarm.Properties.AlarmActions)).toEqual(['arn:aws:automate:eu-central-1:ec2:recover', TOPIC]);
    expect(alarm.Properties).toMatchObject({ Statistic: 'Maximum', Period: 60, EvaluationPeriods: 2, Threshold: 1 });
  });

  it('say nothing of an instance that is stopped, which sends no metrics', () => {
    const alarms = Object.values(one().findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.TreatMissingData as string)).toEqual(['notBreaching', 'notBreaching', 'notBreaching']);
  });

  it('watch all instances of a group together, and leave it to the group to replace them', () => {
    const template = one({ instances: WatchedInstances.autoScalingGroup('web') });
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
    expect(alarms.map(({ MetricName }) => MetricName as string).sort()).toEqual(['CPUUtilization', 'StatusCheckFailed']);
    alarms.forEach(({ Dimensions, AlarmActions }) => {
      expect(Dimensions).toEqual([{ Name: 'AutoScalingGroupName', Value: 'web' }]);
      expect(AlarmActions).toEqual([TOPIC]);
    });
  });

  it('give their ARNs, for a dashboard', () => {
    synthesize((stack) => {
      const alarms = new InstanceAlarms(stack, 'Alarms', { instances: WatchedInstances.instance(INSTANCE), topic: new Topic(stack, 'Topic') });
      expect(alarms.alarmArns).toEqual(alarms.node.findAll().filter((construct) => construct instanceof CfnAlarm).map(({ attrArn }) => attrArn));
      expect(alarms.alarmArns).toHaveLength(3);
    });
  });

  it('take what is known at deployment only', () => {
    const reference = { Ref: 'Instance' };
    one({ instances: WatchedInstances.instance(Token.asString(reference)), cpuThreshold: Token.asNumber({ Ref: 'Threshold' }) })
      .hasResourceProperties('AWS::CloudWatch::Alarm', { Dimensions: [{ Name: 'InstanceId', Value: reference }], Threshold: { Ref: 'Threshold' } });
  });

  it('refuse a threshold of zero, one that is never reached, and no period, all together', () => {
    expect(refused({ cpuThreshold: 0, cpuPeriods: 0 })).toEqual([
      '- cpuThreshold: got 0; allowed is a whole number from 1 to 100; leave it out for the default: an alarm at zero would never end',
      '- cpuPeriods: got 0; allowed is a whole number from 1 to 288; leave it out for the default',
    ]);
    expect(refused({ cpuThreshold: 101 })).toHaveLength(1);
    expect(refused({ cpuThreshold: 100, cpuPeriods: 288 })).toEqual([]);
  });

  it.each([
    [WatchedInstances.instance('web-1'), '- instances: got "web-1"; allowed is the id of an instance; pass the id, such as i-0123456789abcdef0'],
    [WatchedInstances.autoScalingGroup('arn:aws:autoscaling:x'),
      '- instances: got "arn:aws:autoscaling:x"; allowed is 1 to 255 characters without colons; pass the name of the group and not its ARN'],
    [WatchedInstances.autoScalingGroup(''), '- instances: got ""; allowed is 1 to 255 characters without colons; pass the name of the group and not its ARN'],
  ])('refuse what is neither an instance nor a group', (instances, problem) => {
    expect(refused({ instances })).toEqual([problem]);
  });

  it('pass the rule packs', () => {
    expect(findings((stack) => new InstanceAlarms(stack, 'Alarms', {
      instances: WatchedInstances.instance(INSTANCE), topic: Topic.fromTopicArn(stack, 'Topic', TOPIC),
    }))).toEqual([]);
    expect(findings((stack) => new CfnAlarm(stack, 'Planted', { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 }))).not.toEqual([]);
  });
});
