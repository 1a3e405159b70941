import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkRange, Problem, refuse } from '../private/validation';

/** Settings of FindingAlerts that a baseline chooses. */
export interface FindingAlertsOptions {
  /**
   * Least severity that is worth an alert, from 1 to 10: GuardDuty calls 4 medium, 7 high and 9 critical.
   *
   * @default 7
   */
  readonly minimumSeverity?: number;
}

/** Properties of FindingAlerts. */
export interface FindingAlertsProps extends FindingAlertsOptions {
  /** Gets the alerts. Its policy lets Amazon EventBridge publish to it, as that of an AlertTopic does. */
  readonly topic: ITopic;
}

/**
 * Turns findings of Amazon GuardDuty into alerts a person can read: what, how bad, where, and what to open next. Takes the findings of this
 * region and those that FindingForwarding sends from others.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 */
export class FindingAlerts extends Construct {
  /** @internal */
  public static _problems(props: FindingAlertsOptions): Problem[] {
    return checkRange('minimumSeverity', props.minimumSeverity, 1, 10, 'use 7 for high and critical findings');
  }

  /** @throws when the severity is out of its range */
  constructor(scope: Construct, id: string, props: FindingAlertsProps) {
    super(scope, id);
    refuse(this, FindingAlerts._problems(props));
    new CfnRule(this, 'Resource', {
      name: 'secure-baseline-finding-alerts',
      description: 'Findings of Amazon GuardDuty that somebody should look at',
      eventPattern: {
        'source': ['aws.guardduty'],
        'detail-type': ['GuardDuty Finding'],
        'detail': { severity: [{ numeric: ['>=', props.minimumSeverity ?? 7] }] },
      },
      targets: [{
        id: 'AlertTopic',
        arn: props.topic.topicArn,
        inputTransformer: {
          inputPathsMap: {
            title: '$.detail.title', severity: '$.detail.severity', type: '$.detail.type', account: '$.account', region: '$.region',
            since: '$.detail.service.eventFirstSeen', id: '$.detail.id',
          },
          inputTemplate: [
            '"Amazon GuardDuty, severity <severity> of 10: <title>"',
            '"Account <account>, region <region>, since <since>, type <type>."',
            '"Open https://console.aws.amazon.com/guardduty/home?region=<region>#/findings?fId=<id>"',
          ].join('\n'),
        },
      }],
    });
  }
}
