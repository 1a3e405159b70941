import { Token } from 'aws-cdk-lib';
import { CfnTransitGateway } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Problem, refuse } from '../private/validation';

/** Numbers that nobody has to apply for. */
const PRIVATE_ASNS = [[64_512, 65_534], [4_200_000_000, 4_294_967_294]];

/** Properties of a TransitGateway. */
export interface TransitGatewayProps {
  /**
   * Number of its autonomous system: 64,512 to 65,534, or 4,200,000,000 to 4,294,967,294. Different from those it speaks BGP with.
   *
   * @default 64512
   */
  readonly amazonSideAsn?: number;

  /**
   * What it is for, in words.
   *
   * @default - its path in the app
   */
  readonly description?: string;
}

/**
 * A transit gateway that connects nothing by itself: attachments are neither accepted, nor associated with a route table, nor announced to others
 * without somebody saying so. Connect networks with a TransitGatewayAttachment each.
 *
 * Goes with its stack, once nothing is attached to it any more.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html
 */
export class TransitGateway extends Construct {
  /** @internal */
  public static _problems({ amazonSideAsn: got }: TransitGatewayProps): Problem[] {
    const valid = got === undefined || Token.isUnresolved(got)
      || (Number.isInteger(got) && PRIVATE_ASNS.some(([first, last]) => got >= first && got <= last));
    return valid ? [] : [{
      prop: 'amazonSideAsn', got, allowed: PRIVATE_ASNS.map(([first, last]) => `${first} to ${last}`).join(', or '), fix: 'leave it out for 64512',
    }];
  }

  /** Id of the transit gateway. */
  public readonly transitGatewayId: string;

  /** ARN of the transit gateway, for sharing it with AWS Resource Access Manager. */
  public readonly transitGatewayArn: string;

  /** @throws when the number is none that is free for private use */
  constructor(scope: Construct, id: string, props: TransitGatewayProps = {}) {
    super(scope, id);
    refuse(this, TransitGateway._problems(props));
    const gateway = new CfnTransitGateway(this, 'Resource', {
      amazonSideAsn: props.amazonSideAsn ?? PRIVATE_ASNS[0][0],
      description: props.description ?? this.node.path,
      autoAcceptSharedAttachments: 'disable',
      defaultRouteTableAssociation: 'disable',
      defaultRouteTablePropagation: 'disable',
      dnsSupport: 'enable',
      multicastSupport: 'disable',
      securityGroupReferencingSupport: 'disable',
      vpnEcmpSupport: 'enable',
      tags: [{ key: 'Name', value: this.node.path }],
    });
    this.transitGatewayId = gateway.attrId;
    this.transitGatewayArn = gateway.attrTransitGatewayArn;
  }
}
