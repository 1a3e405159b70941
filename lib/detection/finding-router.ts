import { Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlertChannels } from '../logging/alert-channels';
import { letAlertsIn, topicProblems } from '../logging/alert-publishing';
import { AlertSeverity } from '../logging/alert-severity';
import { channelTargets, topicTarget } from '../logging/alert-targets';
import { RULES } from '../logging/topic-key';
import { checkUnique, Problem, refuse } from '../private/validation';
import { checkMember, checkMembers } from './detection-checks';
import { FindingSeverity } from './finding-severity';
import { FindingSource } from './finding-source';
import { FINDING_SOURCE_CATALOGUE, Pattern } from './finding-source-catalogue';

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

/** Properties of a FindingRouter: a topic, or channels, or both. */
export interface FindingRouterProps extends FindingRouterOptions {
  /**
   * Gets every alert. Its policy lets Amazon EventBridge publish to it, as that of an AlertTopic does.
   *
   * @default - `channels` alone are told
   */
  readonly topic?: ITopic;

  /**
   * Get each alert once, by severity: critical findings as critical, high ones as high, and medium and low ones as low. That takes up to three rules
   * a source, and room in the template: for all sources from high on, about 31,000 bytes of YAML with one mail topic and one chat topic, and 10,000
   * more for each further topic. AWS CloudFormation takes 51,200 directly, so give these rules stacks of their own, which `findingSources` divides.
   *
   * @default - `topic` alone is told
   */
  readonly channels?: AlertChannels;
}

/**
 * Turns findings of the security services into alerts a person can read: what, where, since when, and what to do. Takes the findings of this region
 * and those that FindingForwarding sends from others. For another topic from another severity on, make another one.
 *
 * AWS Security Hub tells of a failed control again with every evaluation, about daily, until it is mended or somebody has set its workflow status.
 * AWS Health tells what happens in a region there and, as a fallback, in us-west-2: with both covered, an alert comes twice. What belongs to no
 * region, such as exposed credentials, it tells in us-east-1 and us-west-2, and AWS Trusted Advisor in us-east-1 alone: that must be the region of
 * the router, or one with a FindingForwarding.
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

  /**
   * Names of the rules that tell a topic.
   *
   * @internal
   */
  public static _ruleNames({ minimumSeverity: minimum = FindingSeverity.HIGH, findingSources }: FindingRouterOptions = {}): string[] {
    return FINDING_SOURCE_CATALOGUE.filter(({ source, detail }) => detail(minimum) && (findingSources?.includes(source) ?? true))
      .map(({ source }) => ruleName(source, minimum));
  }

  /**
   * What nobody is told of that looks at these regions alone. Nothing outside the partition of the commercial regions, where AWS says less of it.
   *
   * @internal
   */
  public static _untold(regions: readonly string[], { findingSources = Object.values(FindingSource) }: FindingRouterOptions): string | undefined {
    if (regions.some((region) => Token.isUnresolved(region) || /^(cn|us-gov|us-iso|eu-iso|eusc)/.test(region))) {
      return undefined;
    }
    const untold = [
      ...findingSources.includes(FindingSource.HEALTH) && !regions.some((region) => ['us-east-1', 'us-west-2'].includes(region))
        ? ['AWS Health tells of what belongs to no region, such as exposed credentials, in us-east-1 and us-west-2 alone'] : [],
      ...findingSources.includes(FindingSource.TRUSTED_ADVISOR) && !regions.includes('us-east-1')
        ? ['AWS Trusted Advisor tells in us-east-1 alone'] : [],
    ];
    return untold.length === 0 ? undefined : untold.join('; ');
  }

  /**
   * @throws when the severity or a source is unknown, there is no source, neither a topic nor channels, or the topic's key is one that event rules
   * may not use
   */
  constructor(scope: Construct, id: string, props: FindingRouterProps) {
    super(scope, id);
    const { topic, channels, minimumSeverity: minimum = FindingSeverity.HIGH } = props;
    refuse(this, [
      ...FindingRouter._problems(props),
      ...topicProblems(this, topic, [RULES]),
      ...topic || channels ? [] : [{ prop: 'topic', got: topic, allowed: 'a topic, channels, or both', fix: 'pass the topic of an AlertTopic' }],
    ]);
    letAlertsIn(topic, [RULES]);
    for (const entry of FINDING_SOURCE_CATALOGUE.filter(({ source }) => props.findingSources?.includes(source) ?? true)) {
      const { source, what, eventSource, detailTypes, detail } = entry;
      const rule = (suffix: string, name: string, told: string, wanted: Pattern | undefined, targets: CfnRule.TargetProperty[]) => wanted
        && new CfnRule(this, `${source}${suffix}`, {
          name: ruleName(source, name),
          description: `${what}, ${told}`,
          eventPattern: { 'source': [eventSource], 'detail-type': detailTypes, 'detail': wanted },
          targets,
        });
      if (topic) {
        rule('', minimum, `${minimum} or worse`, detail(minimum), [topicTarget(topic, entry)]);
      }
      if (channels) {
        bands(minimum).forEach(({ severity, from, below }) => rule(`-${severity}`, `${severity}-channels`, `for channels that get ${severity} alerts`,
          detail(from, below), channelTargets(channels, severity, entry)));
      }
    }
  }
}

function ruleName(source: FindingSource, suffix: string): string {
  return `secure-baseline-findings-${source}-${suffix}`;
}

/** The findings that are alerts of a severity, each at most once. */
function bands(minimum: FindingSeverity): { severity: AlertSeverity; from: FindingSeverity; below?: FindingSeverity }[] {
  const { LOW, MEDIUM, HIGH, CRITICAL } = FindingSeverity;
  return [
    ...minimum === LOW || minimum === MEDIUM ? [{ severity: AlertSeverity.LOW, from: minimum, below: HIGH }] : [],
    ...minimum !== CRITICAL ? [{ severity: AlertSeverity.HIGH, from: HIGH, below: CRITICAL }] : [],
    { severity: AlertSeverity.CRITICAL, from: CRITICAL },
  ];
}
