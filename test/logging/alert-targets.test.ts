import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AlertChannel } from '../../lib/logging/alert-channel';
import { AlertChannels } from '../../lib/logging/alert-channels';
import { AlertSeverity } from '../../lib/logging/alert-severity';
import { AlertText, channelTargets, topicTarget } from '../../lib/logging/alert-targets';
import { ACCOUNT, REGION, synthesize } from '../support';
import { channelsIn, inChat, inMail, PAGER, SLACK, Target, topicNames } from './channels';

const { LOW, HIGH, CRITICAL } = AlertSeverity;
const ALERT: AlertText = {
  paths: { what: '$.detail.what', where: '$.detail.where', since: '$.time', more: '$.detail.more' },
  text: ['A service: <what> is "odd"', 'Where: <where>, \\ and more: <more>', 'Since: <since>', 'What to do: https://example.com/?of=<what>'],
};
const event = { time: '2026-11-24T10:00:00Z', detail: { what: 'lock', where: 'door', more: 7 } };

/** The targets of a rule for an alert, and the names of the topics they reach. */
function told(severity = HIGH, make: (stack: Stack) => AlertChannels | undefined = (stack) => channelsIn(stack), alert = ALERT) {
  const template = synthesize((stack) => {
    const topic = Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${REGION}:${ACCOUNT}:everything`);
    new CfnRule(stack, 'Rule', { eventPattern: {}, targets: [topicTarget(topic, alert), ...channelTargets(make(stack), severity, alert)] });
  });
  const [{ Properties: { Targets: targets } }] = Object.values(template.findResources('AWS::Events::Rule')) as { Properties: { Targets: Target[] } }[];
  return { targets, names: topicNames(template, targets.map(({ Arn }) => Arn)), chat: targets.find(({ Id }) => Id === 'Chat')! };
}

describe('targets of an alert', () => {
  it.each([LOW, HIGH, CRITICAL])('are the topic, and the channels that get %s alerts', (severity) => {
    const { targets, names } = told(severity);
    expect(names).toEqual(['everything', severity, 'pager', `${severity}-chat`]);
    expect(new Set(targets.map(({ Id }) => Id)).size).toBe(4);
  });

  it('leave out channels that want nothing so harmless', () => {
    const make = (stack: Stack) => channelsIn(stack, [
      AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF', { minimumSeverity: CRITICAL }), AlertChannel.topic(Topic.fromTopicArn(stack, 'Pager', PAGER), { minimumSeverity: HIGH }),
    ]);
    expect([LOW, HIGH, CRITICAL].map((severity) => told(severity, make).names.slice(1))).toEqual([['low'], ['high', 'pager'], ['critical', 'pager', 'critical-chat']]);
  });

  it('are the topic alone where there are no channels, and no more than a rule takes where there are as many as can be', () => {
    expect(told(CRITICAL, () => undefined).names).toEqual(['everything']);
    const many = (...more: AlertChannel[]) => told(CRITICAL, (stack) => channelsIn(stack, [
      ...more, ...[1, 2, 3].slice(more.length).map((index) => AlertChannel.topic(Topic.fromTopicArn(stack, `Pager${index}`, `${PAGER}${index}`))),
    ])).names;
    expect([many().length, many(SLACK).length]).toEqual([5, 5]);
  });

  it('tell lines of text by mail, and to topics that exist', () => {
    const lines = ['A service: lock is "odd"', 'Where: door, \\ and more: 7', 'Since: 2026-11-24T10:00:00Z', 'What to do: https://example.com/?of=lock'];
    expect(told().targets.filter(({ Id }) => Id !== 'Chat').map((target) => inMail(target, event))).toEqual([lines, lines, lines]);
  });

  it('tell the same in a chat, as the custom notification that it shows', () => {
    expect(inChat(told(CRITICAL).chat, event)).toEqual({
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown', title: 'A service', description: 'lock is "odd"\nWhere: door, \\ and more: 7\nSince: 2026-11-24T10:00:00Z',
        nextSteps: ['What to do: https://example.com/?of=lock'], keywords: ['critical'],
      },
    });
  });

  it.each<[string, unknown]>([
    ['is missing', { time: 'now', detail: {} }], ['is null', { time: 'now', detail: { what: null, where: null, more: null } }],
    ['is a number or a truth', { time: 'now', detail: { what: 7.5, where: true, more: 0 } }], ['is long', { time: 'now', detail: { what: 'x'.repeat(2000), where: 'y', more: 'z' } }],
  ])('stay a notification where a value %s, with a title that no value makes longer', (_, odd) => {
    const { content } = inChat(told().chat, odd);
    expect(content.title).toBe('A service');
    expect([content.description, ...content.nextSteps].filter((line) => line === '')).toEqual([]);
  });

  it.each(['a "quote"', 'a \\ backslash', 'two\nlines'])('would break with %j in a value, which Amazon EventBridge does not escape: so no path leads to what a stranger writes', (value) => {
    const broken = () => inChat(told().chat, { ...event, detail: { what: value } });
    expect(broken).toThrow(SyntaxError);
  });

  it('take no more than the 8,192 characters of a template', () => {
    expect(Math.max(...told().targets.map(({ InputTransformer: { InputTemplate } }) => InputTemplate.length))).toBeLessThan(1000);
  });
});
