import { Fn, Token } from 'aws-cdk-lib';
import { CfnVPC, CfnVPCCidrBlock, CfnVPCProps } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { checkRange, checkText, Problem } from '../private/validation';
import { SubnetPlan } from './subnet-plan';

/** Amazon VPC gives a network an IPv6 block of this size, whoever it belongs to. */
const IPV6_PREFIX = 56;

/** The blocks of a network that was made with these addresses. */
export interface AssignedAddresses {
  readonly ipv4: AddressBlock;
  readonly ipv6?: AddressBlock;
  /** What subnets have to wait for. */
  readonly assignment?: CfnVPCCidrBlock;
}

/**
 * Where the addresses of a network come from.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
 * @see https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html
 */
export class NetworkAddresses {
  /**
   * A private IPv4 block.
   *
   * @param cidr - within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, with a prefix from 16 to 23
   */
  public static ipv4(cidr: string): NetworkAddresses {
    return new NetworkAddresses({ cidr }, false);
  }

  /**
   * A private IPv4 block, and an IPv6 block (/56) from Amazon. Tiers behind NAT reach IPv6 addresses through an egress-only internet gateway.
   *
   * @param cidr - the IPv4 block: within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16, with a prefix from 16 to 23
   */
  public static dualStack(cidr: string): NetworkAddresses {
    return new NetworkAddresses({ cidr }, true);
  }

  /**
   * An IPv4 block from a pool of Amazon VPC IPAM, which keeps the networks of an organization apart.
   *
   * @param poolId - id of the pool, in the region of the network
   * @param netmaskLength - length of the block's prefix, from 16 to 23
   */
  public static ipam(poolId: string, netmaskLength: number): NetworkAddresses {
    return new NetworkAddresses({ poolId, netmaskLength }, false);
  }

  /**
   * An IPv4 and an IPv6 block (/56) from pools of Amazon VPC IPAM.
   *
   * @param ipv4PoolId - id of the IPv4 pool, in the region of the network
   * @param ipv4NetmaskLength - length of the IPv4 block's prefix, from 16 to 23
   * @param ipv6PoolId - id of the IPv6 pool, in the region of the network
   */
  public static dualStackIpam(ipv4PoolId: string, ipv4NetmaskLength: number, ipv6PoolId: string): NetworkAddresses {
    return new NetworkAddresses({ poolId: ipv4PoolId, netmaskLength: ipv4NetmaskLength }, true, ipv6PoolId);
  }

  private constructor(
    private readonly ipv4: { cidr?: string; poolId?: string; netmaskLength?: number },
    /** Whether the network has IPv6 addresses too. */
    public readonly hasIpv6: boolean,
    private readonly ipv6PoolId?: string,
  ) {}

  /** @internal */
  public get _literalIpv4(): AddressBlock | undefined {
    return AddressBlock.parse(this.ipv4.cidr);
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    const { cidr, poolId, netmaskLength } = this.ipv4;
    const pool = (value?: string) => checkText(prop, value, /^ipam-pool-[0-9a-f]{8,17}$/,
      'the id of a pool of Amazon VPC IPAM', 'copy it from the pool, such as ipam-pool-0123456789abcdef0');
    if (cidr === undefined) {
      return [
        ...pool(poolId), ...pool(this.ipv6PoolId),
        // Subnets are cut at synthesis: how large the network will be has to be known then.
        ...Token.isUnresolved(netmaskLength)
          ? [{ prop, got: 'a value of the deployment', allowed: 'a length that is known at synthesis', fix: 'write it out, such as 16' }]
          : checkRange(prop, netmaskLength, SubnetPlan.MIN_PREFIX, SubnetPlan.MAX_PREFIX, 'ask the pool for a block such as /16'),
      ];
    }
    const fix = 'use a block such as 10.0.0.0/16';
    const block = AddressBlock.parse(cidr);
    if (Token.isUnresolved(cidr) || block?.family !== 4) {
      return [
        { prop, got: cidr, allowed: 'an IPv4 block in CIDR notation, with no address bits after the prefix', fix }, ...pool(this.ipv6PoolId),
      ];
    }
    const problems = checkRange(prop, block.prefix, SubnetPlan.MIN_PREFIX, SubnetPlan.MAX_PREFIX, fix).map((problem) => ({
      ...problem,
      got: cidr,
      allowed: `a prefix from ${SubnetPlan.MIN_PREFIX} to ${SubnetPlan.MAX_PREFIX}: eight tiers of four subnets of 16 addresses or more`,
    }));
    if (!['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((range) => AddressBlock.parse(range)!.contains(block))) {
      problems.push({ prop, got: cidr, allowed: 'private addresses: within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16', fix });
    }
    return problems;
  }

  /** @internal */
  public get _vpcProps(): Pick<CfnVPCProps, 'cidrBlock' | 'ipv4IpamPoolId' | 'ipv4NetmaskLength'> {
    return { cidrBlock: this.ipv4.cidr, ipv4IpamPoolId: this.ipv4.poolId, ipv4NetmaskLength: this.ipv4.netmaskLength };
  }

  /** @internal */
  public _assign(scope: Construct, vpc: CfnVPC): AssignedAddresses {
    const ipv4 = this._literalIpv4 ?? AddressBlock.deployed(vpc.attrCidrBlock, 4, this.ipv4.netmaskLength!);
    if (!this.hasIpv6) {
      return { ipv4 };
    }
    const assignment = new CfnVPCCidrBlock(scope, 'Ipv6', this.ipv6PoolId === undefined
      ? { vpcId: vpc.attrVpcId, amazonProvidedIpv6CidrBlock: true }
      : { vpcId: vpc.attrVpcId, ipv6IpamPoolId: this.ipv6PoolId, ipv6NetmaskLength: IPV6_PREFIX });
    return { ipv4, ipv6: AddressBlock.deployed(Fn.select(0, vpc.attrIpv6CidrBlocks), 6, IPV6_PREFIX), assignment };
  }
}
