import { Names } from 'aws-cdk-lib';
import { CfnMicrosoftTeamsChannelConfiguration, CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { CfnSubscription, ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkEmail, checkText, Problem } from '../private/validation';
import { AlertSeverity } from './alert-severity';
import { ChatAccess } from './chat-access';

const UUID = /^[\dA-Fa-f]{8}(-[\dA-Fa-f]{4}){3}-[\dA-Fa-f]{12}$/;
const UUID_ALLOWED = '32 hexadecimal digits in five groups, such as 12345678-90ab-cdef-1234-567890abcdef';

/** Settings of an AlertChannel. */
export interface AlertChannelOptions {
  /**
   * The least severe alerts it gets.
   *
   * @default AlertSeverity.LOW
   */
  readonly minimumSeverity?: AlertSeverity;
}

/** Where alerts reach people, and which of them. */
export class AlertChannel {
  /**
   * An e-mail address. AWS asks it to confirm, once for each severity it gets.
   *
   * @param address - whoever answers the alerts
   * @param options - which alerts it gets
   */
  public static email(address: string, options: AlertChannelOptions = {}): AlertChannel {
    return new AlertChannel(options, () => checkEmail('address', address), (scope, topics) => topics.forEach((topic, index) =>
      new CfnSubscription(scope, `Email${index + 1}`, { topicArn: topic.topicArn, protocol: 'email', endpoint: address })));
  }

  /**
   * A channel in Slack, through Amazon Q Developer in chat applications (formerly AWS Chatbot). Somebody has to authorize the workspace once in its
   * console, and to invite `@Amazon Q` to a private channel.
   *
   * @param workspaceId - the id of the workspace, such as `T0123ABCDEF`
   * @param channelId - the id of the channel, such as `C0123ABCDEF`, at the end of its link
   * @param options - which alerts it gets
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
   */
  public static slack(workspaceId: string, channelId: string, options: AlertChannelOptions = {}): AlertChannel {
    return new AlertChannel(options, () => [
      ...checkText('workspaceId', workspaceId, /^[TE][A-Z\d]{7,20}$/, '"T" and 7 to 20 capital letters and digits',
        'copy it from the console of Amazon Q Developer in chat applications, where the workspace is authorized'),
      ...checkText('channelId', channelId, /^[CG][A-Z\d]{7,20}$/, '"C" or "G" and 7 to 20 capital letters and digits',
        'copy it from the end of the link of the channel: it is not the name'),
    ], (scope, topics, access) => new CfnSlackChannelConfiguration(scope, 'Slack', {
      configurationName: nameOf(scope),
      slackWorkspaceId: workspaceId,
      slackChannelId: channelId,
      snsTopicArns: topics.map(({ topicArn }) => topicArn),
      iamRoleArn: access!.roleArn,
      guardrailPolicies: [access!.guardrailPolicyArn],
      loggingLevel: 'ERROR',
    }), true);
  }

  /**
   * A channel in Microsoft Teams, through Amazon Q Developer in chat applications (formerly AWS Chatbot). Somebody has to authorize the tenant once
   * in its console, and to add the app to the team.
   *
   * @param teamId - the id of the team: `groupId` in the link of the channel
   * @param tenantId - the id of the tenant: `tenantId` in the link of the channel
   * @param channelId - the id of the channel as it stands in its link, such as `19%3aab12…%40thread.tacv2`
   * @param options - which alerts it gets
   * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/teams-setup.html
   */
  public static teams(teamId: string, tenantId: string, channelId: string, options: AlertChannelOptions = {}): AlertChannel {
    return new AlertChannel(options, () => [
      ...checkText('teamId', teamId, UUID, UUID_ALLOWED, 'copy what follows "groupId=" in the link of the channel'),
      ...checkText('tenantId', tenantId, UUID, UUID_ALLOWED, 'copy what follows "tenantId=" in the link of the channel'),
      ...checkText('channelId', channelId, /^[\w=+/.,-]*%3[aA][\w=+/.,-]*%40[\w=+/.,-]*$/, 'an id such as 19%3aab12%40thread.tacv2',
        'copy what stands between "channel/" and the next "/" in the link of the channel, with its percent signs'),
    ], (scope, topics, access) => new CfnMicrosoftTeamsChannelConfiguration(scope, 'Teams', {
      configurationName: nameOf(scope),
      teamId,
      teamsTenantId: tenantId,
      teamsChannelId: channelId,
      snsTopicArns: topics.map(({ topicArn }) => topicArn),
      iamRoleArn: access!.roleArn,
      guardrailPolicies: [access!.guardrailPolicyArn],
      loggingLevel: 'ERROR',
    }), true);
  }

  /**
   * A topic that exists, such as that of a paging service. It gets alarms as Amazon CloudWatch sends them, and findings as lines of text. Alarms and
   * event rules publish to it themselves: its policy has to let `cloudwatch.amazonaws.com` and `events.amazonaws.com` do that, and so has the policy
   * of its key.
   *
   * @param topic - the topic
   * @param options - which alerts it gets
   */
  public static topic(topic: ITopic, options: AlertChannelOptions = {}): AlertChannel {
    return new AlertChannel(options, () => [], () => undefined, false, topic);
  }

  private constructor(
    private readonly options: AlertChannelOptions,
    /** @internal */
    public readonly _problems: () => Problem[],
    /** @internal */
    public readonly _connect: (scope: Construct, topics: ITopic[], access?: ChatAccess) => unknown,
    /** @internal */
    public readonly _isChat: boolean = false,
    /** @internal */
    public readonly _topic?: ITopic,
  ) {}

  /** The least severe alerts it gets. */
  public get minimumSeverity(): AlertSeverity {
    return this.options.minimumSeverity ?? AlertSeverity.LOW;
  }

  /** @internal */
  public _gets(severity: AlertSeverity): boolean {
    const order = Object.values(AlertSeverity);
    return order.indexOf(severity) >= order.indexOf(this.minimumSeverity);
  }
}

/** Unique in the account. */
function nameOf(scope: Construct): string {
  return Names.uniqueResourceName(scope, { maxLength: 128, separator: '-', allowedSpecialCharacters: '-' });
}
