import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertChannels } from '../logging/alert-channels';
import { letAlertsIn, topicProblems } from '../logging/alert-publishing';
import { AlertSeverity } from '../logging/alert-severity';
import { channelTargets, topicTarget } from '../logging/alert-targets';
import { RULES } from '../logging/topic-key';
import { refuse } from '../private/validation';
import { AlertedRules } from './alerted-rules';

/** Properties of ComplianceAlerts. */
export interface ComplianceAlertsProps {
  /** Gets the alerts. In the same region; its policy lets Amazon EventBridge publish to it, as that of an AlertTopic does. */
  readonly topic: ITopic;

  /**
   * Get the alerts besides, as high.
   *
   * @default - `topic` alone is told
   */
  readonly channels?: AlertChannels;

  /**
   * Which findings are worth an alert.
   *
   * @default AlertedRules.urgent()
   */
  readonly rules?: AlertedRules;
}

/**
 * Turns findings of rules of AWS Config into alerts a person can read: which resource, which rule, where, since when, and what to open next. One
 * when a resource starts to break a rule, and none while it goes on. Takes what rules of this region find, and what ComplianceForwarding sends from
 * others.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 */
export class ComplianceAlerts extends Construct {
  /** Name of the event rule that alerts. */
  public static readonly RULE_NAME = 'secure-baseline-compliance-alerts';

  /** @throws when the rules are not what AlertedRules returns, or the topic's key is one that event rules may not use */
  constructor(scope: Construct, id: string, props: ComplianceAlertsProps) {
    super(scope, id);
    refuse(this, [...AlertedRules._check('rules', props.rules), ...topicProblems(this, props.topic, [RULES])]);
    letAlertsIn(props.topic, [RULES]);
    const alert = {
      paths: {
        rule: '$.detail.configRuleName', type: '$.detail.resourceType', id: '$.detail.resourceId', account: '$.detail.awsAccountId',
        region: '$.detail.awsRegion', since: '$.detail.newEvaluationResult.resultRecordedTime',
      },
      text: [
        'AWS Config: <type> <id> breaks the rule <rule>.',
        'Account <account>, region <region>, since <since>.',
        'What the rule looks for, and the remedy where there is one:',
        'https://console.aws.amazon.com/config/home?region=<region>#/rules/details?configRuleName=<rule>',
      ],
    };
    new CfnRule(this, 'Resource', {
      name: ComplianceAlerts.RULE_NAME,
      description: 'Resources that started to break a rule of AWS Config that somebody should look at',
      eventPattern: (props.rules ?? AlertedRules.urgent())._pattern(),
      targets: [topicTarget(props.topic, alert), ...channelTargets(props.channels, AlertSeverity.HIGH, alert)],
    });
  }
}
