import { AddressBlock } from '../private/address-block';
import { AssignedAddresses } from './network-addresses';

/** A network is cut into this many tiers, 2 to the power of bits, whether used or not: so one more tier moves no other. */
const TIER_BITS = 3;
/** And a tier into this many zones. */
const ZONE_BITS = 2;

/** Of Amazon VPC: a network has a prefix from 16 to 28, and so has a subnet. */
const SHORTEST_PREFIX = 16;
const LONGEST_SUBNET_PREFIX = 28;
/** Of Amazon VPC: an IPv6 subnet has this prefix. A tier is cut at the hexadecimal digit before, so that its addresses can be read. */
const IPV6_TIER_PREFIX = 60;
const IPV6_SUBNET_PREFIX = 64;

/**
 * Which addresses each tier and each of its subnets gets: eight equal tiers of four equal zones, with what is unused left to grow into. The
 * last of the eight is for NAT.
 *
 * A tier is one block, so that a single network ACL entry covers all its zones.
 */
export class SubnetPlan {
  public static readonly MAX_TIERS = 2 ** TIER_BITS - 1;
  public static readonly MAX_ZONES = 2 ** ZONE_BITS;
  public static readonly MIN_PREFIX = SHORTEST_PREFIX;
  public static readonly MAX_PREFIX = LONGEST_SUBNET_PREFIX - TIER_BITS - ZONE_BITS;
  /** Position of the tier that NAT stands in. */
  public static readonly NAT = 2 ** TIER_BITS - 1;

  constructor(private readonly network: AssignedAddresses) {}

  /** The blocks of a tier: IPv4, and IPv6 where the network has it. */
  public tier(index: number): AddressBlock[] {
    const { ipv4, ipv6 } = this.network;
    return [ipv4.part(ipv4.prefix + TIER_BITS, index)!, ...ipv6 ? [ipv6.part(IPV6_TIER_PREFIX, index)!] : []];
  }

  /** The blocks of a subnet, likewise. */
  public subnet(tier: number, zone: number): AddressBlock[] {
    const [ipv4, ipv6] = this.tier(tier);
    return [ipv4.part(ipv4.prefix + ZONE_BITS, zone)!, ...ipv6 ? [ipv6.part(IPV6_SUBNET_PREFIX, zone)!] : []];
  }
}
