import { Stack, Token } from 'aws-cdk-lib';
import { checkAccountId, checkRegion, checkText, Problem } from '../private/validation';
import { remoteProblems } from './remote-addresses';
import { TieredVpc } from './tiered-vpc';

/** A VPC that was made elsewhere, as a peer. */
export interface ExistingVpcProps {
  /** Id of the VPC. */
  readonly vpcId: string;

  /** Its addresses, in CIDR notation, or those of them that are to be reached: literal, and beside those of the network. */
  readonly cidrs: string[];

  /**
   * Number of the account that owns it. With another account, `acceptRoleArn` is needed.
   *
   * @default - the account of the network
   */
  readonly account?: string;

  /**
   * The region it is in.
   *
   * @default - the region of the network
   */
  readonly region?: string;

  /**
   * ARN of a role in the other account. AWS CloudFormation assumes it to accept the connection, so it allows `ec2:AcceptVpcPeeringConnection` for
   * that VPC and trusts whoever deploys.
   *
   * @default - none: a connection within one account needs nobody to accept it
   */
  readonly acceptRoleArn?: string;
}

/** The VPC at the other end of a VpcPeering. */
export class PeerVpc {
  /**
   * Another TieredVpc of the same account and region, with literal addresses. It declares its own flows, with `VpcPeering.requester()`.
   *
   * @param vpc - the other network
   */
  public static tiered(vpc: TieredVpc): PeerVpc {
    return new PeerVpc(vpc.vpcId, [vpc.cidr], {}, vpc);
  }

  /**
   * A VPC that was made elsewhere. Whoever owns it adds the routes and rules on its side.
   *
   * @param props - where it is, and what its addresses are
   */
  public static existing(props: ExistingVpcProps): PeerVpc {
    return new PeerVpc(props.vpcId, props.cidrs, props);
  }

  private constructor(
    /** Id of the VPC. */
    public readonly vpcId: string,
    /** Its addresses, in CIDR notation. */
    public readonly cidrs: string[],
    /** @internal */
    public readonly _place: Pick<ExistingVpcProps, 'account' | 'region' | 'acceptRoleArn'>,
    /** @internal */
    public readonly _vpc?: TieredVpc,
  ) {}

  /** @internal */
  public _problems(prop: string, vpc: TieredVpc): Problem[] {
    return this._vpc ? this.tieredProblems(prop, vpc, this._vpc) : [
      ...checkText(`${prop}.vpcId`, this.vpcId, /^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC', 'copy it from the console, such as vpc-0123456789abcdef0'),
      ...remoteProblems(`${prop}.cidrs`, this.cidrs, vpc._addresses),
      ...checkAccountId(`${prop}.account`, this._place.account),
      ...checkRegion(`${prop}.region`, this._place.region),
      ...this.roleProblems(`${prop}.acceptRoleArn`, Stack.of(vpc).account),
    ];
  }

  private tieredProblems(prop: string, vpc: TieredVpc, peer: TieredVpc): Problem[] {
    const refused = (allowed: string, fix: string): Problem[] => [{ prop, got: peer.node.path, allowed, fix }];
    const [here, there] = [Stack.of(vpc), Stack.of(peer)];
    if (peer === vpc) {
      return refused('another network', 'leave the connection out: tiers of one network reach each other already');
    }
    if (here.account !== there.account || here.region !== there.region) {
      return refused('a network of the same account and region', 'use PeerVpc.existing(), with account, region and acceptRoleArn');
    }
    if (Token.isUnresolved(peer.cidr)) {
      return refused('a network with literal addresses, which routes and rules can name',
        'give it NetworkAddresses.ipv4(), or use PeerVpc.existing()');
    }
    return remoteProblems(prop, this.cidrs, vpc._addresses);
  }

  private roleProblems(prop: string, ownAccount: string): Problem[] {
    const { account, acceptRoleArn: got } = this._place;
    if (got === undefined) {
      return account === undefined || account === ownAccount ? [] : [{
        prop, got, allowed: `the ARN of a role in account ${account}, which accepts the connection`,
        fix: 'make a role there that allows ec2:AcceptVpcPeeringConnection, and pass its ARN; or leave account out where it is the own one',
      }];
    }
    const fix = 'copy the ARN of the role in the account of the other VPC, and name that account';
    return checkText(prop, got, account === undefined || Token.isUnresolved(account) ? /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/
      : new RegExp(`^arn:aws[a-z-]*:iam::${account}:role/\\S+$`), `the ARN of a role in account ${account ?? 'of the other VPC'}`, fix)
      .concat(account === undefined ? [{ prop, got, allowed: 'a role together with account', fix }] : []);
  }
}
