import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { KeyAlerts } from '../../lib';
import { matches } from '../detection/event-pattern';
import { channelsIn, inChat, inMail, Target, topicNames } from '../logging/channels';
import { ACCOUNT, FOREIGN_ACCOUNT, resolve, synthesize } from '../support';
import { KEY_ARN } from './callers';

interface Rule {
  readonly State?: string;
  readonly EventPattern: object;
  readonly Targets: { Arn: string; InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string } }[];
}

const template = synthesize((stack) => {
  new KeyAlerts(stack, 'Alerts', { key: Key.fromKeyArn(stack, 'Key', KEY_ARN), topic: Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-central-1:${ACCOUNT}:alerts`) });
});
const [rule] = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => resolve(Properties) as Rule);

/** An event as AWS CloudTrail hands it to Amazon EventBridge. */
const event = (eventName: string, key = KEY_ARN) => ({
  'version': '0', 'source': 'aws.kms', 'detail-type': 'AWS API Call via CloudTrail', 'account': ACCOUNT, 'region': 'eu-central-1', 'time': '2026-11-21T10:00:00Z',
  'detail': {
    eventSource: 'kms.amazonaws.com', eventName, userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ann` },
    requestParameters: { keyId: key.split('/')[1], pendingWindowInDays: 7 }, resources: [{ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN: key }],
  },
});

describe('KeyAlerts', () => {
  it.each(['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy', 'DisableKeyRotation'])('tells of %s', (name) => {
    expect(matches(rule.EventPattern, event(name))).toBe(true);
  });

  it('tells of a call that is refused, which names the key in its message alone', () => {
    const refused = (key: string) => {
      const { detail: { resources, ...detail }, ...rest } = event('ScheduleKeyDeletion', key);
      expect(resources).toHaveLength(1);
      const errorMessage = `User: ann is not authorized to perform: kms:ScheduleKeyDeletion on resource: ${key} because no policy allows it`;
      return { ...rest, detail: { ...detail, requestParameters: null, errorCode: 'AccessDenied', errorMessage } };
    };
    expect(matches(rule.EventPattern, refused(KEY_ARN))).toBe(true);
    expect(matches(rule.EventPattern, refused(`arn:aws:kms:eu-central-1:${ACCOUNT}:key/2`))).toBe(false);
  });

  it('keeps quiet about use, about what makes things better, and about other keys and services', () => {
    for (const name of ['Decrypt', 'GenerateDataKey', 'EnableKey', 'CancelKeyDeletion', 'TagResource']) {
      expect(matches(rule.EventPattern, event(name))).toBe(false);
    }
    expect(matches(rule.EventPattern, event('DisableKey', `arn:aws:kms:eu-central-1:${ACCOUNT}:key/2`))).toBe(false);
    expect(matches(rule.EventPattern, event('DisableKey', KEY_ARN.replace(ACCOUNT, FOREIGN_ACCOUNT)))).toBe(false);
    expect(matches(rule.EventPattern, { ...event('DisableKey'), source: 'aws.s3' })).toBe(false);
  });

  it('says who did what to which key, from fields that the event has', () => {
    const [{ Arn, InputTransformer: { InputPathsMap: paths, InputTemplate: text } }] = rule.Targets;
    const at = (path: string) => path.slice(2).split('.').reduce<unknown>((value, step) => {
      const [, name, index] = /^(\w+)(?:\[(\d)\])?$/.exec(step)!;
      const field = (value as Record<string, unknown>)[name];
      return index === undefined ? field : (field as unknown[])[Number(index)];
    }, event('DisableKey'));
    expect(Arn).toBe(`arn:aws:sns:eu-central-1:${ACCOUNT}:alerts`);
    expect(Object.entries(paths).filter(([name]) => name !== 'error').map(([, path]) => at(path))).not.toContain(undefined);
    expect(new Set([...text.matchAll(/<(\w+)>/g)].map(([, name]) => name))).toEqual(new Set(Object.keys(paths)));
  });

  it('tells channels besides, as critical: a mail, a chat and a topic that exists', () => {
    const withChannels = synthesize((stack) => {
      const topic = Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-central-1:${ACCOUNT}:alerts`);
      new KeyAlerts(stack, 'Alerts', { key: Key.fromKeyArn(stack, 'Key', KEY_ARN), topic, channels: channelsIn(stack) });
    });
    const [targets] = Object.values(withChannels.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.Targets as Target[]);
    expect(topicNames(withChannels, targets.map(({ Arn }) => Arn))).toEqual(['alerts', 'critical', 'pager', 'critical-chat']);

    const who = `By arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ann, account ${ACCOUNT}, region eu-central-1, at 2026-11-21T10:00:00Z. Error, when it did not succeed: `;
    const remedy = 'A key that is to be deleted can be kept for 30 days: aws kms cancel-key-deletion';
    const mails = targets.slice(0, 3).map((target) => inMail(target, event('ScheduleKeyDeletion')));
    expect(mails).toEqual([0, 1, 2].map(() => [`AWS KMS: ScheduleKeyDeletion on ${KEY_ARN}`, who, remedy]));
    expect(inChat(targets[3], event('ScheduleKeyDeletion')).content).toEqual({
      textType: 'client-markdown', title: 'AWS KMS', description: `ScheduleKeyDeletion on ${KEY_ARN}\n${who}`, nextSteps: [remedy], keywords: ['critical'],
    });
  });
});
