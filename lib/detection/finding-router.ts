import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkUnique, Problem, refuse } from '../private/validation';
import { checkMember, checkMembers } from './detection-checks';
import { FindingSeverity } from './finding-severity';
import { FindingSource } from './finding-source';
import { FINDING_SOURCE_CATALOGUE } from './finding-source-catalogue';

/** Settings of a FindingRouter that a baseline chooses. */
export interface FindingRouterOptions {
  /**
   * How bad a finding is at least that is worth an alert. What a service does not rate itself is rated here: access from outside is high and that
   * of everybody critical; abuse and exposed credentials are critical, trouble of AWS that touches the account is high.
   *
   * @default FindingSeverity.HIGH
   */
  readonly minimumSeverity?: FindingSeverity;

  /**
   * Whose findings. A service that is not switched on finds nothing, and costs nothing here.
   *
   * @default - every member of FindingSource
   */
  readonly findingSources?: FindingSource[];
}

/** Properties of a FindingRouter. */
export interface FindingRouterProps extends FindingRouterOptions {
  /** Gets the alerts. Its policy lets Amazon EventBridge publish to it, as that of an AlertTopic does. */
  readonly topic: ITopic;
}

/**
 * Turns findings of the security services into alerts a person can read: what, where, since when, and what to do. Takes the findings of this region
 * and those that FindingForwarding sends from others. For another topic from another severity on, make another one.
 *
 * AWS Security Hub tells of a failed control again with every evaluation, about daily, until it is mended or somebody has set its workflow status.
 * AWS Health tells what happens in a region there and, as a fallback, in us-west-2: with both covered, an alert comes twice. AWS Trusted Advisor
 * tells in us-east-1 alone: that must be the region of the router, or one with a FindingForwarding.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export class FindingRouter extends Construct {
  /** @internal */
  public static _problems(props: FindingRouterOptions): Problem[] {
    return [
      ...checkMember('minimumSeverity', props.minimumSeverity, Object.values(FindingSeverity), 'FindingSeverity'),
      ...checkUnique('findingSources', props.findingSources ?? [], 'name each source once'),
      ...checkMembers('findingSources', props.findingSources, Object.values(FindingSource), 'FindingSource'),
      ...props.findingSources?.length === 0 ? [{
        prop: 'findingSources', got: props.findingSources, allowed: 'at least one source', fix: 'leave the router out when nobody is to be told',
      }] : [],
    ];
  }

  /** @throws when the severity or a source is unknown, or there is no source */
  constructor(scope: Construct, id: string, props: FindingRouterProps) {
    super(scope, id);
    refuse(this, FindingRouter._problems(props));
    const severity = props.minimumSeverity ?? FindingSeverity.HIGH;
    for (const { source, what, eventSource, detailTypes, detail, paths, text } of FINDING_SOURCE_CATALOGUE) {
      const wanted = detail(severity);
      if (wanted && (props.findingSources?.includes(source) ?? true)) {
        new CfnRule(this, source, {
          name: `secure-baseline-findings-${source}-${severity}`,
          description: `${what}, ${severity} or worse`,
          eventPattern: { 'source': [eventSource], 'detail-type': detailTypes, 'detail': wanted },
          targets: [{
            id: 'AlertTopic',
            arn: props.topic.topicArn,
            inputTransformer: { inputPathsMap: paths, inputTemplate: text.map((line) => `"${line}"`).join('\n') },
          }],
        });
      }
    }
  }
}
