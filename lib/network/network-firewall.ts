import { Duration, Fn, Names, Stack } from 'aws-cdk-lib';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnFirewall, CfnLoggingConfiguration } from 'aws-cdk-lib/aws-networkfirewall';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { checkRange, checkText, checkUnique, Problem, refuse } from '../private/validation';
import { encryptedLogGroup } from './encrypted-log-group';
import { FirewallPolicy } from './firewall-policy';
import { tierOf } from './flow-problems';
import { InternetRoute, NetworkTier } from './network-tier';
import { TierResources } from './tier-resources';
import { TieredVpc } from './tiered-vpc';

/** Of AWS Network Firewall: rule groups with state that a policy can have, one of which holds the declared flows. */
const MAX_RULE_GROUPS = 19;
/** Those of AWS come in both orders, and say so in their names. */
const RULE_GROUP_ARN =
  /^arn:aws[a-z-]*:network-firewall:[a-z0-9-]+:(\d{12}:stateful-rulegroup\/[\w-]+|aws-managed:stateful-rulegroup\/\w+StrictOrder)$/;

/** Two tiers whose traffic with each other goes through a NetworkFirewall. */
export interface InspectedTiers {
  /** One of them. Traffic passes the firewall in the zone of its host in this tier, so that the failure of a zone stops no other. */
  readonly one: NetworkTier;

  /** The other one. */
  readonly other: NetworkTier;
}

/** Properties of a NetworkFirewall. */
export interface NetworkFirewallProps {
  /** The network. */
  readonly vpc: TieredVpc;

  /**
   * The tier the firewall stands in: one of the network's own, made with `NetworkTier.isolated()`, where nothing else is placed. A firewall does
   * not see the traffic of its own subnets.
   */
  readonly tier: NetworkTier;

  /** Which tiers it stands between. A flow has to be declared between the two of each pair. */
  readonly between: InspectedTiers[];

  /**
   * ARNs of further rule groups with state and strict order, at most 19: the first one is asked first, and the declared flows last. A group that
   * passes traffic opens the firewall for it; security groups and network ACLs still let nothing else through.
   *
   * The signatures that AWS manages are mostly about traffic between `$HOME_NET` and other networks. Between two tiers, both are `$HOME_NET`,
   * unless a group of your own sets it otherwise.
   *
   * @default - what is declared passes
   */
  readonly ruleGroupArns?: string[];

  /**
   * How long a TCP connection may say nothing, from 60 to 6,000 seconds. After that it is refused, and the client has to connect anew: longer than
   * the keep-alive of connection pools is right.
   *
   * @default Duration.seconds(350)
   */
  readonly idleTimeout?: Duration;

  /**
   * A bucket for the log, which `delivery.logs.amazonaws.com` may write to.
   *
   * @default - an encrypted log group of its own, kept for a year
   */
  readonly logBucket?: IBucket;

  /**
   * Encrypts the log group. Its policy lets Amazon CloudWatch Logs use it, as that of a LogArchive's key does. Not used with a bucket.
   *
   * @default - a new key
   */
  readonly logEncryptionKey?: IKey;
}

/**
 * AWS Network Firewall between tiers: the subnets of both are led to each other through it, for IPv4 and IPv6, and it lets pass what was declared
 * with `allow()`, before or after, with the answers. All else is dropped. What was dropped, and every connection, is logged.
 *
 * There is one firewall for each availability zone, at the price of one endpoint each. Both directions of a connection take the same one. Security
 * groups of the tiers name each other's addresses, since they do not know each other's members behind a firewall.
 *
 * Firewalls are protected against deletion, against other subnets and against another policy. Take the protection away by hand before you remove one.
 * AWS CloudFormation cannot encrypt the rules with a key of yours: AWS encrypts them with its own.
 *
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/what-is-aws-network-firewall.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
 */
export class NetworkFirewall extends Construct {
  /** @internal */
  public static _problems(props: NetworkFirewallProps): Problem[] {
    const names = props.between.map(({ one, other }) => [one.name, other.name].sort().join(' and '));
    return [
      ...tierProblems(props),
      ...checkRange('between', props.between.length, 1, 21, 'name the tiers whose traffic is to be inspected'),
      ...props.between.flatMap((pair, index) => pairProblems(`between[${index}]`, pair, props)),
      ...checkUnique('between', names, 'leave the second one out: a pair counts for both directions'),
      ...checkRange('ruleGroupArns', props.ruleGroupArns?.length, 0, MAX_RULE_GROUPS, 'join rule groups'),
      ...(props.ruleGroupArns ?? []).flatMap((arn, index) => checkText(`ruleGroupArns[${index}]`, arn, RULE_GROUP_ARN,
        'the ARN of a rule group with state, of strict order where AWS manages it', 'copy it from the rule group')),
      ...checkUnique('ruleGroupArns', props.ruleGroupArns ?? [], 'leave the second one out'),
      ...checkRange('idleTimeout', props.idleTimeout?.toSeconds({ integral: false }), 60, 6000, 'pass a Duration of so many seconds'),
    ];
  }

  /** ARNs of the firewalls, one for each availability zone of the network. */
  public readonly firewallArns: string[];

  /** @throws when a tier is not one of the network's, stands on both sides, or when another firewall stands between two already */
  constructor(scope: Construct, id: string, props: NetworkFirewallProps) {
    super(scope, id);
    const { vpc } = props;
    refuse(this, [...NetworkFirewall._problems(props), ...Stack.of(this) === Stack.of(vpc) ? [] : [{
      prop: 'vpc', got: vpc.node.path, allowed: 'a network of the same stack: its routes lead to the firewall, which stands in its subnets',
      fix: 'make the firewall in the stack of the network',
    }]]);
    const pairs = props.between.map(({ one, other }): [TierResources, TierResources] => [vpc._tier(one), vpc._tier(other)]);
    const policy = new FirewallPolicy(this, 'Policy', {
      pairs,
      flows: () => vpc.flows,
      ruleGroupArns: props.ruleGroupArns ?? [],
      idleTimeoutSeconds: props.idleTimeout?.toSeconds() ?? 350,
    });
    const firewalls = vpc.subnetIds(props.tier).map((subnetId, zone) => this.firewall(zone, subnetId, policy.arn, vpc));
    this.firewallArns = firewalls.map(({ attrFirewallArn }) => attrFirewallArn);

    const log = this.log(props);
    firewalls.forEach((firewall, zone) => new CfnLoggingConfiguration(this, `Logging${zone + 1}`, {
      firewallArn: firewall.attrFirewallArn,
      loggingConfiguration: { logDestinationConfigs: ['ALERT', 'FLOW'].map((logType) => ({ logType, ...log })) },
    }));

    const endpoints = firewalls.map(({ attrEndpointIds }) => Fn.select(1, Fn.split(':', Fn.select(0, attrEndpointIds))));
    pairs.forEach((pair, index) => {
      lead(pair, endpoints);
      vpc._inspect([props.between[index].one, props.between[index].other], props.tier);
    });
  }

  private log({ logBucket, logEncryptionKey }: NetworkFirewallProps): Omit<CfnLoggingConfiguration.LogDestinationConfigProperty, 'logType'> {
    if (logBucket) {
      return { logDestinationType: 'S3', logDestination: { bucketName: logBucket.bucketName } };
    }
    const { logGroupName } = encryptedLogGroup(this, {
      description: 'Network firewall logs', encryptionKey: logEncryptionKey, vendedBy: 'network-firewall',
    });
    return { logDestinationType: 'CloudWatchLogs', logDestination: { logGroup: logGroupName } };
  }

  /** A firewall for one zone: those of several zones list their endpoints in an order that nobody promises. */
  private firewall(zone: number, subnetId: string, firewallPolicyArn: string, vpc: TieredVpc): CfnFirewall {
    const id = `Zone${zone + 1}`;
    return new CfnFirewall(this, id, {
      firewallName: `${Names.uniqueResourceName(this, { maxLength: 120, separator: '-' })}-${id}`,
      firewallPolicyArn,
      vpcId: vpc.vpcId,
      subnetMappings: [{ subnetId, ipAddressType: vpc._addresses.ipv6 ? 'DUALSTACK' : 'IPV4' }],
      deleteProtection: true,
      firewallPolicyChangeProtection: true,
      subnetChangeProtection: true,
    });
  }
}

/** Routes between every subnet of one tier and every subnet of the other, through the firewall in the zone of the first, there and back. */
function lead([one, other]: [TierResources, TierResources], endpoints: string[]): void {
  other.subnetBlocks.forEach((blocks, zone) => blocks.forEach((block) =>
    one.route(routeId(other.tier, zone, block.family), block, (own) => ({ vpcEndpointId: endpoints[own] }))));
  one.subnetBlocks.forEach((blocks, zone) => blocks.forEach((block) =>
    other.route(routeId(one.tier, zone, block.family), block, () => ({ vpcEndpointId: endpoints[zone] }))));
}

/** Ids of routes end in the number of the zone they are in. */
function routeId({ name }: NetworkTier, zone: number, family: 4 | 6): string {
  return `Inspected-${name}-${zone + 1}-Ipv${family}-`;
}

function tierProblems({ vpc, tier }: NetworkFirewallProps): Problem[] {
  const own = vpc.tiers.find(({ name }) => name === tier.name);
  const refused = (allowed: string, fix: string): Problem[] => [{ prop: 'tier', got: tier.name, allowed, fix }];
  if (!own) {
    const names = vpc.tiers.map(({ name }) => name).join(', ');
    return refused(`a tier of the network: ${names}`, 'add it to the tiers of the network, or correct its name');
  }
  if (own.internetRoute !== InternetRoute.NONE) {
    return refused('a tier with no way to the internet', 'give the firewall one of its own, made with NetworkTier.isolated()');
  }
  const flow = vpc.flows.find(({ source, destination }) => [source, destination].some((peer) => tierOf(peer)?.name === tier.name));
  return flow ? refused(`a tier without hosts, and not one with the flow ${flow.toString()}`, 'give the firewall one of its own') : [];
}

function pairProblems(prop: string, { one, other }: InspectedTiers, { vpc, tier }: NetworkFirewallProps): Problem[] {
  const names = vpc.tiers.map(({ name }) => name);
  const refused = (got: string, allowed: string, fix: string): Problem => ({ prop, got, allowed, fix });
  const problems = [one, other].flatMap(({ name }) =>
    !names.includes(name) ? [refused(name, `tiers of the network: ${names.join(', ')}`, 'add it to the tiers of the network, or correct its name')]
      : name === tier.name ? [refused(name, 'tiers other than that of the firewall', 'give the firewall a tier of its own')]
      : []);
  if (one.name === other.name) {
    problems.push(refused(one.name, 'two different tiers', 'name two: hosts of one tier reach each other without a route'));
  }
  if (problems.length === 0 && vpc._tier(one).node.tryFindChild(`${routeId(other, 0, 4)}1`)) {
    problems.push(refused(`${one.name} and ${other.name}`, 'tiers that no other firewall stands between', 'leave the pair to one of the two'));
  }
  return problems;
}
