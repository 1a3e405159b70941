import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { serviceRole } from '../private/service-role';
import { checkRegion, refuse } from '../private/validation';
import { AlertedRules } from './alerted-rules';

/** Properties of ComplianceForwarding. */
export interface ComplianceForwardingProps {
  /** The region whose ComplianceAlerts tell of what rules of this one find. */
  readonly homeRegion: string;

  /**
   * Which findings are worth an alert: the same as in the home region, which passes over those it does not tell of.
   *
   * @default AlertedRules.urgent()
   */
  readonly rules?: AlertedRules;
}

/**
 * Sends what rules of AWS Config find in this region to the default event bus of the home region, so that one topic there alerts for all regions.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class ComplianceForwarding extends Construct {
  /** @throws when the home region does not exist, or the rules are not what AlertedRules returns */
  constructor(scope: Construct, id: string, props: ComplianceForwardingProps) {
    super(scope, id);
    refuse(this, [...checkRegion('homeRegion', props.homeRegion), ...AlertedRules._check('rules', props.rules)]);
    const stack = Stack.of(this);
    const homeBus = stack.formatArn({ service: 'events', region: props.homeRegion, resource: 'event-bus', resourceName: 'default' });
    const role = serviceRole(this, 'Role', 'events.amazonaws.com',
      [new PolicyStatement({ actions: ['events:PutEvents'], resources: [homeBus] })],
      { StringEquals: { 'aws:SourceAccount': stack.account } });
    new CfnRule(this, 'Resource', {
      name: 'secure-baseline-compliance-forwarding',
      description: `Resources that started to break a rule of AWS Config, to ${props.homeRegion}`,
      eventPattern: (props.rules ?? AlertedRules.urgent())._pattern(),
      targets: [{ id: 'HomeRegion', arn: homeBus, roleArn: role.roleArn }],
    });
  }
}
