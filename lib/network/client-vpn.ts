import { CfnResource, Duration, Fn, Token } from 'aws-cdk-lib';
import { CfnClientVpnAuthorizationRule, CfnClientVpnEndpoint, CfnClientVpnRoute, CfnClientVpnTargetNetworkAssociation } from 'aws-cdk-lib/aws-ec2';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { Problem, refuse } from '../private/validation';
import { ClientVpnAuthentication } from './client-vpn-authentication';
import { RemoteUsers } from './connected-network';
import { encryptedLogGroup } from './encrypted-log-group';
import { NetworkTier } from './network-tier';
import { label, LONGEST_NAME } from './remote-addresses';
import { TieredVpc } from './tiered-vpc';
import { TrafficPeer } from './traffic-peer';

/** Of AWS Client VPN: what clients get their addresses from, and the smallest subnet it stands in. */
const CLIENT_PREFIXES = { shortest: 12, longest: 22 };
const LONGEST_SUBNET_PREFIX = 27;
const SESSION_HOURS = [8, 10, 12, 24];
const LONGEST_BANNER = 1400;

/** Properties of a ClientVpn. */
export interface ClientVpnProps {
  /** The network that people reach. */
  readonly vpc: TieredVpc;

  /**
   * The tier it stands in, with subnets of 32 addresses or more. One of its own, such as `NetworkTier.isolated('vpn')`: what is opened for people is
   * opened for whatever else is in the tier.
   */
  readonly tier: NetworkTier;

  /**
   * IPv4 addresses for clients, with a prefix from 12 to 22: literal, and beside those of the network. Every connected client takes about two. Cannot
   * be changed later without making the endpoint anew.
   */
  readonly clientCidr: string;

  /** ARN of the endpoint's certificate in AWS Certificate Manager, in the region of the network. */
  readonly serverCertificateArn: string;

  /** How it finds out who connects. */
  readonly authentication: ClientVpnAuthentication;

  /**
   * After how long people have to sign in again: 8, 10, 12 or 24 hours.
   *
   * @default Duration.hours(8)
   */
  readonly sessionTimeout?: Duration;

  /**
   * Text that clients from AWS show when a session starts, of 1 to 1,400 characters.
   *
   * @default - no text
   */
  readonly loginBanner?: string;

  /**
   * Encrypts the log of connections. Its policy lets Amazon CloudWatch Logs use it, as that of a LogArchive's key does.
   *
   * @default - a key of its own
   */
  readonly logEncryptionKey?: IKey;
}

/**
 * An AWS Client VPN endpoint, for people who work from anywhere. Only traffic for the network goes through it; names are resolved by the network;
 * every connection and every attempt is logged.
 *
 * People reach what a flow lets them reach, and see only those addresses:
 *
 *     vpc.allow(TrafficFlow.from(vpn.users('database-administrators')).to(NetworkTier.data()).port(5432))
 *
 * A host is called from an address of the tier and not of the client. Groups tell addresses apart and not ports: where two groups may call the
 * same tier, each may call the ports of both. Where flows name blocks within each other, the narrowest block says which groups may call it.
 *
 * Everything goes with its stack but the log and its key.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is.html
 * @see https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html
 */
export class ClientVpn extends Construct {
  /** @internal */
  public static _problems(props: ClientVpnProps): Problem[] {
    const hours = props.sessionTimeout?.toHours({ integral: false });
    const banner = props.loginBanner;
    return [
      ...tierProblems(props),
      ...clientProblems(props),
      ...ClientVpnAuthentication._certificateProblems('serverCertificateArn', props.serverCertificateArn),
      ...props.authentication._problems('authentication'),
      ...hours === undefined || SESSION_HOURS.includes(hours) ? [] : [{
        prop: 'sessionTimeout', got: hours, allowed: `${SESSION_HOURS.join(', ')} hours`, fix: 'use Duration.hours() with one of them',
      }],
      ...banner === undefined || Token.isUnresolved(banner) || (banner.length > 0 && banner.length <= LONGEST_BANNER) ? [] : [{
        prop: 'loginBanner', got: banner, allowed: `1 to ${LONGEST_BANNER} characters`, fix: 'shorten it, or leave it out for none',
      }],
    ];
  }

  /** Id of the endpoint: with it, the configuration for clients is downloaded. */
  public readonly clientVpnEndpointId: string;

  /** Who connected, or tried to. Kept for a year. */
  public readonly logGroup: ILogGroup;

  private readonly props: ClientVpnProps;
  private readonly associations: CfnClientVpnTargetNetworkAssociation[];
  private last?: CfnResource;

  /** @throws when the tier, the addresses, a certificate or a provider is none that AWS Client VPN accepts */
  constructor(scope: Construct, id: string, props: ClientVpnProps) {
    super(scope, id);
    refuse(this, ClientVpn._problems(props));
    this.props = props;
    const { vpc, tier, loginBanner } = props;
    const resolver = resolverOf(vpc.cidr);

    this.logGroup = encryptedLogGroup(this, { description: 'Client VPN connections', encryptionKey: props.logEncryptionKey });
    const endpoint = new CfnClientVpnEndpoint(this, 'Resource', {
      vpcId: vpc.vpcId,
      securityGroupIds: [vpc._tier(tier).securityGroupId],
      clientCidrBlock: props.clientCidr,
      serverCertificateArn: props.serverCertificateArn,
      ...props.authentication._endpointProps,
      connectionLogOptions: { enabled: true, cloudwatchLogGroup: this.logGroup.logGroupName },
      dnsServers: [resolver],
      splitTunnel: true,
      transportProtocol: 'udp',
      vpnPort: 443,
      sessionTimeoutHours: props.sessionTimeout?.toHours() ?? SESSION_HOURS[0],
      disconnectOnSessionTimeout: true,
      ...loginBanner !== undefined && { clientLoginBannerOptions: { enabled: true, bannerText: loginBanner } },
      tagSpecifications: [{ resourceType: 'client-vpn-endpoint', tags: [{ key: 'Name', value: this.node.path }] }],
    });
    this.clientVpnEndpointId = endpoint.attrId;
    const { clientVpnEndpointId } = this;
    this.associations = vpc._tier(tier).subnetIds.map((subnetId, zone) =>
      new CfnClientVpnTargetNetworkAssociation(this, `Subnet${zone + 1}`, { clientVpnEndpointId, subnetId }));
    this.oneByOne(new CfnClientVpnAuthorizationRule(this, 'Names', {
      clientVpnEndpointId, targetNetworkCidr: `${resolver}/32`, authorizeAllGroups: true, description: 'Resolver of the network',
    }));
  }

  /**
   * People who are connected, as the start of a flow.
   *
   * @param group - the group they are in, as the identity provider names it (for some an id); everybody who can sign in unless given
   * @throws when the authentication knows no groups
   */
  public users(group?: string): TrafficPeer {
    const { vpc, tier, authentication } = this.props;
    refuse(this, group === undefined || (authentication.knowsGroups && /\S/.test(group) && !Token.isUnresolved(group)) ? [] : [{
      prop: 'group', got: group,
      allowed: authentication.knowsGroups ? 'the literal name of a group' : 'nothing: certificates know no groups',
      fix: authentication.knowsGroups ? 'copy it from the identity provider' : 'leave it out, or use ClientVpnAuthentication.saml()',
    }]);
    const name = group === undefined ? `${this.node.id} users` : `${label(this.node.id)} group ${group}`;
    return new RemoteUsers(label(name, LONGEST_NAME), tier, vpc, (block) => this.authorize(block, group));
  }

  private authorize(block: AddressBlock, group?: string): void {
    const { vpc, clientCidr } = this.props;
    if (block.family === 6) {
      // Clients have no IPv6 addresses: the same flow reaches the tier's IPv4 ones.
      return;
    }
    refuse(this, block.everywhere || block.overlaps(AddressBlock.parse(clientCidr)!) ? [{
      prop: 'flow', got: block.toString(), allowed: 'a flow to a tier or a connected network, beside the addresses of clients',
      fix: 'let people reach everything else without the VPN, which carries traffic for the network alone',
    }] : []);
    const { clientVpnEndpointId } = this;
    const [key, targetNetworkCidr] = [block.key.replace(/[^A-Za-z0-9]/g, 'x'), block.toString()];
    this.once(`Authorize${key}For${group ?? 'Everybody'}`, (id) => new CfnClientVpnAuthorizationRule(this, id, {
      clientVpnEndpointId, targetNetworkCidr, ...group === undefined ? { authorizeAllGroups: true } : { accessGroupId: group },
    }));
    if (!vpc._addresses.ipv4.contains(block)) {
      this.associations.forEach(({ subnetId }, zone) => this.once(`To${key}Through${zone + 1}`, (id) => {
        const route = new CfnClientVpnRoute(this, id, { clientVpnEndpointId, destinationCidrBlock: targetNetworkCidr, targetVpcSubnetId: subnetId! });
        this.associations.forEach((association) => route.addResourceDependency(association));
        return route;
      }));
    }
  }

  private once(id: string, make: (id: string) => CfnResource): void {
    if (!this.node.tryFindChild(id)) {
      this.oneByOne(make(id));
    }
  }

  /** An endpoint takes few changes to its rules and routes at a time, and turns the others away. */
  private oneByOne(change: CfnResource): void {
    if (this.last) {
      change.addResourceDependency(this.last);
    }
    this.last = change;
  }
}

/** The third address of a network, whose last number is 2: blocks of a TieredVpc start at a number of 0. */
function resolverOf(cidr: string): string {
  const numbers = Fn.split('.', cidr);
  return Fn.join('.', [...[0, 1, 2].map((index) => Fn.select(index, numbers)), '2']);
}

function tierProblems({ vpc, tier }: ClientVpnProps): Problem[] {
  const names = vpc.tiers.map(({ name }) => name);
  if (!names.includes(tier.name)) {
    return [{
      prop: 'tier', got: tier.name, allowed: `a tier of the network: ${names.join(', ')}`,
      fix: `add NetworkTier.isolated('${tier.name}') to its tiers`,
    }];
  }
  const [{ prefix }] = vpc._tier(tier).subnetBlocks[0];
  return prefix <= LONGEST_SUBNET_PREFIX ? [] : [{
    prop: 'tier', got: tier.name, allowed: `a tier whose subnets have a prefix of ${LONGEST_SUBNET_PREFIX} or less, and not ${prefix}`,
    fix: 'give the network a larger block of addresses',
  }];
}

function clientProblems({ vpc, clientCidr: got }: ClientVpnProps): Problem[] {
  const refused = (allowed: string, fix: string): Problem[] => [{ prop: 'clientCidr', got, allowed, fix }];
  const block = AddressBlock.parse(got);
  if (Token.isUnresolved(got) || block?.family !== 4) {
    return refused('a literal IPv4 block in CIDR notation', 'write it like 10.200.0.0/22, with no address bits after the prefix');
  }
  const { shortest, longest } = CLIENT_PREFIXES;
  if (block.prefix < shortest || block.prefix > longest) {
    return refused(`a prefix from ${shortest} to ${longest}`, 'use a block such as 10.200.0.0/22');
  }
  return vpc._addresses.ipv4.overlaps(block)
    ? refused(`addresses that do not overlap with the network's own, ${vpc._addresses.ipv4}`, 'take a block that nothing else uses') : [];
}
