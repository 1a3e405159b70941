import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AlertChannel } from '../../lib/logging/alert-channel';
import { AlertChannels } from '../../lib/logging/alert-channels';
import { rendered } from '../detection/event-pattern';
import { ACCOUNT, REGION } from '../support';

const PREFIX = 'secure-baseline-alerts-';

/** A target of an event rule, as it stands in a template. */
export interface Target { Id: string; Arn: unknown; InputTransformer: { InputPathsMap: Record<string, string>; InputTemplate: string } }

/** A message as chats show it. */
export interface Notification {
  version: string; source: string;
  content: { textType: string; title: string; description: string; nextSteps: string[]; keywords: string[] };
}

export const PAGER = `arn:aws:sns:${REGION}:${ACCOUNT}:pager`;
export const SLACK = AlertChannel.slack('T0123ABCDEF', 'C0123ABCDEF');

/** Channels of every kind that gets a message of its own: a mail, a chat and a topic that exists, or those given. */
export function channelsIn(stack: Stack, channels = [AlertChannel.email('ann@example.com'), SLACK, AlertChannel.topic(Topic.fromTopicArn(stack, 'Pager', PAGER))]): AlertChannels {
  const encryptionKey = Key.fromKeyArn(stack, 'ChannelKey', `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
  return new AlertChannels(stack, 'Channels', { encryptionKey, channels });
}

/** What the topics behind references or ARNs of a template are called, without what all names start with. */
export function topicNames(template: Template, references: unknown[]): string[] {
  const topics = template.findResources('AWS::SNS::Topic') as Record<string, { Properties: { TopicName: string } }>;
  return references.map((reference) => typeof reference === 'string' ? reference.split(':').pop()!
    : topics[(reference as { Ref: string }).Ref].Properties.TopicName.replace(PREFIX, ''));
}

/** What a chat gets of an event. Throws when that is no JSON, which a chat would drop. */
export function inChat(target: Target, event: unknown): Notification {
  return JSON.parse(rendered(target.InputTransformer, event)) as Notification;
}

/** What a mail says of an event, a line each. */
export function inMail(target: Target, event: unknown): string[] {
  return rendered(target.InputTransformer, event).split('\n').map((line) => line.replace(/^"|"$/g, ''));
}
