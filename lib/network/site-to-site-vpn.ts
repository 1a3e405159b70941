import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { CfnCustomerGateway, CfnVPNConnection, CfnVPNConnectionRoute } from 'aws-cdk-lib/aws-ec2';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { Problem, refuse } from '../private/validation';
import { encryptedLogGroup } from './encrypted-log-group';
import { RemoteAddresses, remoteProblems } from './remote-addresses';
import { TieredVpc } from './tiered-vpc';
import { TrafficPeer } from './traffic-peer';
import { VirtualPrivateGateway } from './virtual-private-gateway';
import { VpnRouting } from './vpn-routing';

/** AWS ends each connection twice, in different data centers. */
const TUNNELS = 2;

/** Properties of a SiteToSiteVpn. */
export interface SiteToSiteVpnProps {
  /** The network that is connected. */
  readonly vpc: TieredVpc;

  /** Public, static IPv4 address of the device on the other side. Another address makes the connection anew. */
  readonly customerGatewayAddress: string;

  /** IPv4 addresses on the other side, in CIDR notation: literal, beside those of the network, and not the whole internet. */
  readonly remoteCidrs: string[];

  /**
   * How both ends learn what is behind the other one.
   *
   * @default VpnRouting.staticRoutes()
   */
  readonly routing?: VpnRouting;

  /**
   * Encrypts the logs of the tunnels. Its policy lets Amazon CloudWatch Logs use it, as that of a LogArchive's key does.
   *
   * @default - a key of their own
   */
  readonly logEncryptionKey?: IKey;
}

/**
 * A site-to-site VPN between a network and an office or data center: two encrypted tunnels, of which the device should keep both up, since AWS takes
 * one down at a time for maintenance. Only IKEv2, AES-256 in GCM mode and elliptic-curve Diffie-Hellman groups are accepted. AWS makes the pre-shared
 * keys and keeps them in AWS Secrets Manager, where whoever sets up the device reads them; no template has them.
 *
 * Traffic passes where a flow was declared:
 *
 *     vpc.allow(TrafficFlow.from(NetworkTier.application()).to(vpn.network()).port(1433))
 *
 * The connection goes with its stack; the logs and their key stay. What is behind the same virtual private gateway is one network to flows: where a
 * DirectConnectAssociation leads to the same addresses, the gateway prefers that one and falls back to this.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security.html
 */
export class SiteToSiteVpn extends Construct {
  /** @internal */
  public static _problems(props: SiteToSiteVpnProps): Problem[] {
    const { customerGatewayAddress: address } = props;
    const block = AddressBlock.parse(`${address}/32`);
    return [
      ...Token.isUnresolved(address) || (block?.family === 4 && block.isPublic) ? [] : [{
        prop: 'customerGatewayAddress', got: address, allowed: 'a public IPv4 address',
        fix: 'use the address the device has on the internet, or that of the NAT device in front of it',
      }],
      ...remoteProblems('remoteCidrs', props.remoteCidrs, props.vpc._addresses,
        'reach IPv6 addresses in another way: the VPN of a virtual private gateway carries IPv4 alone'),
      ...props.routing?._problems('routing') ?? [],
    ];
  }

  /** Id of the VPN connection: with it, the configuration for the device is downloaded. */
  public readonly vpnConnectionId: string;

  /** What happened to the tunnels, and with BGP to its sessions. Kept for a year. */
  public readonly logGroup: ILogGroup;

  private readonly remote: RemoteAddresses;

  /** @throws when an address is none, overlaps with the network, or would take over its default route */
  constructor(scope: Construct, id: string, props: SiteToSiteVpnProps) {
    super(scope, id);
    refuse(this, SiteToSiteVpn._problems(props));
    const gateway = VirtualPrivateGateway.of(props.vpc);
    const { asn, _gatewayProps: numbers } = props.routing ?? VpnRouting.staticRoutes();
    const tags = [{ key: 'Name', value: this.node.path }];

    this.logGroup = encryptedLogGroup(this, {
      description: 'Site-to-site VPN logs', encryptionKey: props.logEncryptionKey, vendedBy: 'site-to-site-vpn',
    });
    const device = new CfnCustomerGateway(this, 'CustomerGateway', { type: 'ipsec.1', ipAddress: props.customerGatewayAddress, ...numbers, tags });
    const connection = new CfnVPNConnection(this, 'Resource', {
      type: 'ipsec.1',
      customerGatewayId: device.attrCustomerGatewayId,
      vpnGatewayId: gateway.virtualPrivateGatewayId,
      staticRoutesOnly: asn === undefined,
      preSharedKeyStorage: 'SecretsManager',
      vpnTunnelOptionsSpecifications: Array.from({ length: TUNNELS }, () => this.tunnel(asn !== undefined)),
      tags,
    });
    connection.addResourceDependency(gateway._attachment);
    this.vpnConnectionId = connection.attrVpnConnectionId;
    if (asn === undefined) {
      props.remoteCidrs.forEach((destinationCidrBlock) => new CfnVPNConnectionRoute(this, `To${destinationCidrBlock.replace(/[./]/g, 'x')}`, {
        destinationCidrBlock, vpnConnectionId: this.vpnConnectionId,
      }));
    }
    this.remote = new RemoteAddresses('on premises', props.remoteCidrs, gateway._connection);
  }

  /**
   * The network on the other side, as one end of a flow.
   *
   * @param cidr - a block inside `remoteCidrs`; all of them unless given
   * @throws when the block is not inside
   */
  public network(cidr?: string): TrafficPeer {
    return this.remote.network(this, cidr);
  }

  private tunnel(bgp: boolean): CfnVPNConnection.VpnTunnelOptionsSpecificationProperty {
    const values = <T>(...list: T[]) => list.map((value) => ({ value }));
    const [encryption, integrity, groups] = [values('AES256-GCM-16'), values('SHA2-384', 'SHA2-512'), values(19, 20, 21)];
    // The L2 ends the ARN with `:*`, which the service does not take.
    const logGroupArn = Stack.of(this).formatArn({
      service: 'logs', resource: 'log-group', resourceName: this.logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return {
      ikeVersions: values('ikev2'),
      phase1EncryptionAlgorithms: encryption, phase1IntegrityAlgorithms: integrity, phase1DhGroupNumbers: groups,
      phase2EncryptionAlgorithms: encryption, phase2IntegrityAlgorithms: integrity, phase2DhGroupNumbers: groups,
      dpdTimeoutAction: 'restart',
      startupAction: 'start',
      logOptions: {
        cloudwatchLogOptions: {
          logEnabled: true, logGroupArn, logOutputFormat: 'json',
          ...bgp && { bgpLogEnabled: true, bgpLogGroupArn: logGroupArn, bgpLogOutputFormat: 'json' },
        },
      },
    };
  }
}
