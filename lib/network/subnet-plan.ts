import { Ipv4Block } from '../private/ipv4-block';

/** A network is cut into this many tiers, 2 to the power of bits, whether used or not: so one more tier moves no other. */
const TIER_BITS = 3;
/** And a tier into this many zones. */
const ZONE_BITS = 2;

/** Of Amazon VPC: a network has a prefix from 16 to 28, and so has a subnet. */
const SHORTEST_PREFIX = 16;
const LONGEST_SUBNET_PREFIX = 28;

/**
 * Which addresses each tier and each of its subnets gets: eight equal tiers of four equal zones, with what is unused left to grow into.
 *
 * A tier is one block, so that a single network ACL entry covers all its zones.
 */
export class SubnetPlan {
  public static readonly MAX_TIERS = 2 ** TIER_BITS;
  public static readonly MAX_ZONES = 2 ** ZONE_BITS;
  public static readonly MIN_PREFIX = SHORTEST_PREFIX;
  public static readonly MAX_PREFIX = LONGEST_SUBNET_PREFIX - TIER_BITS - ZONE_BITS;

  constructor(private readonly network: Ipv4Block) {}

  public tier(index: number): Ipv4Block {
    return this.network.part(this.network.prefix + TIER_BITS, index);
  }

  public subnet(tier: number, zone: number): Ipv4Block {
    return this.tier(tier).part(this.network.prefix + TIER_BITS + ZONE_BITS, zone);
  }
}
