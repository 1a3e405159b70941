import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { serviceRole } from '../private/service-role';
import { checkRegion, refuse } from '../private/validation';
import { FindingSource } from './finding-source';
import { FINDING_SOURCE_CATALOGUE } from './finding-source-catalogue';

/** Properties of FindingForwarding. */
export interface FindingForwardingProps {
  /** The region whose FindingRouter takes the findings of this one. */
  readonly homeRegion: string;
}

/**
 * Sends the findings of this region to the default event bus of the home region, so that one topic there, with one key and one subscription, alerts
 * for all regions. Those of AWS Security Hub are not among them: FindingAggregation brings them to the home region, where they would be told twice.
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
    const forwarded = FINDING_SOURCE_CATALOGUE.filter(({ source }) => source !== FindingSource.SECURITY_HUB);
    new CfnRule(this, 'Resource', {
      name: 'secure-baseline-finding-forwarding',
      description: `Findings, to ${props.homeRegion}`,
      eventPattern: {
        'source': forwarded.map(({ eventSource }) => eventSource), 'detail-type': forwarded.flatMap(({ detailTypes }) => detailTypes),
      },
      targets: [{ id: 'HomeRegion', arn: homeBus, roleArn: role.roleArn }],
    });
  }
}
