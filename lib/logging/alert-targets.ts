import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { AlertChannels } from './alert-channels';
import { AlertSeverity } from './alert-severity';

/** What an event rule tells, once for mail and for chats. */
export interface AlertText {
  /**
   * Where the words of the text stand in an event. None that a stranger can write: Amazon EventBridge puts values in without escaping them, so that
   * one quote breaks the message apart. A word that an event lacks is left empty.
   */
  readonly paths: Record<string, string>;

  /** A line each. The first starts with a heading and a colon, and the last says what to do. Words in angle brackets come from the event. */
  readonly text: readonly string[];
}

/** Where an event rule sends its text, as lines that people read in a mail. */
export function topicTarget(topic: ITopic, { paths, text }: AlertText, id = 'AlertTopic'): CfnRule.TargetProperty {
  return { id, arn: topic.topicArn, inputTransformer: { inputPathsMap: paths, inputTemplate: text.map((line) => `"${line}"`).join('\n') } };
}

/**
 * The same for channels: text for whoever reads it in a mail, and for chats the one form that they show. Four at most: a rule has five targets.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function channelTargets(channels: AlertChannels | undefined, severity: AlertSeverity, alert: AlertText): CfnRule.TargetProperty[] {
  const chat = channels?.chatTopicFor(severity);
  return [
    ...(channels?._textTopicsFor(severity) ?? []).map((topic, index) => topicTarget(topic, alert, `Channel${index + 1}`)),
    ...chat ? [{
      id: 'Chat', arn: chat.topicArn, inputTransformer: { inputPathsMap: alert.paths, inputTemplate: notification(severity, alert.text) },
    }] : [],
  ];
}

/** A custom notification. Its title is the heading alone, whose length is known: what comes from an event may be longer than a title can be. */
function notification(severity: AlertSeverity, [first, ...more]: readonly string[]): string {
  const [title] = first.split(': ', 1);
  return JSON.stringify({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title,
      description: [first.slice(`${title}: `.length), ...more.slice(0, -1)].join('\n'),
      nextSteps: more.slice(-1),
      keywords: [severity],
    },
  });
}
