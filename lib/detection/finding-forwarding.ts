import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { serviceRole } from '../private/service-role';
import { checkRegion, refuse } from '../private/validation';

/** Properties of FindingForwarding. */
export interface FindingForwardingProps {
  /** The region whose FindingAlerts take the findings of this one. */
  readonly homeRegion: string;
}

/**
 * Sends the findings of Amazon GuardDuty in this region to the default event bus of the home region, so that one topic there, with one key and one
 * subscription, alerts for all regions.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export class FindingForwarding extends Construct {
  /** @throws when the home region does not exist */
  constructor(scope: Construct, id: string, props: FindingForwardingProps) {
    super(scope, id);
    refuse(this, checkRegion('homeRegion', props.homeRegion));
    const stack = Stack.of(this);
    const homeBus = stack.formatArn({ service: 'events', region: props.homeRegion, resource: 'event-bus', resourceName: 'default' });
    const role = serviceRole(this, 'Role', 'events.amazonaws.com',
      [new PolicyStatement({ actions: ['events:PutEvents'], resources: [homeBus] })],
      { StringEquals: { 'aws:SourceAccount': stack.account } });
    new CfnRule(this, 'Resource', {
      name: 'secure-baseline-finding-forwarding',
      description: `Findings of Amazon GuardDuty, to ${props.homeRegion}`,
      eventPattern: { 'source': ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      targets: [{ id: 'HomeRegion', arn: homeBus, roleArn: role.roleArn }],
    });
  }
}
