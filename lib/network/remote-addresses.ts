import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AddressBlock } from '../private/address-block';
import { Problem, refuse } from '../private/validation';
import { ConnectedNetwork, Connection } from './connected-network';
import { AssignedAddresses } from './network-addresses';
import { TrafficPeer } from './traffic-peer';

/** A block with a shorter prefix is no network of anybody's, but a way to take over the default route, in one part or in two. */
const SHORTEST_PREFIX = { 4: 8, 6: 7 };

/** What the description of a security group rule cannot carry, and how much of it a peer may take up. */
const NOT_IN_DESCRIPTIONS = /[^A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]/g;
const LONGEST_LABEL = 20;
export const LONGEST_NAME = 60;

/** The addresses on the other side of a connection, all of them or some. */
export class RemoteAddresses {
  private readonly blocks: AddressBlock[];

  /**
   * @param title - what the peers are called, in front of their addresses
   * @param cidrs - blocks without problems
   */
  constructor(private readonly title: string, cidrs: string[], private readonly connection: Connection) {
    this.blocks = cidrs.map((cidr) => AddressBlock.parse(cidr)!);
  }

  /**
   * A peer for flows.
   *
   * @param scope - whom it is asked of
   * @param cidr - a block inside; all of them when it is not there
   */
  public network(scope: IConstruct, cidr?: string): TrafficPeer {
    const block = AddressBlock.parse(cidr);
    refuse(scope, cidr === undefined || (block && this.blocks.some((whole) => whole.contains(block))) ? [] : [{
      prop: 'cidr', got: cidr, allowed: `a block inside ${this.blocks.join(', ')}`,
      fix: 'take one of these, or a part, or leave it out for all of them',
    }]);
    const cidrs = (block ? [block] : this.blocks).map(String);
    const name = `${label(this.title)} ${cidrs.join(', ')}`;
    const short = name.length > LONGEST_NAME ? `${label(this.title)} ${cidrs[0]} and ${cidrs.length - 1} more` : name;
    return new ConnectedNetwork(short, cidrs, this.connection);
  }
}

/** A name that the description of a rule may carry. */
export function label(text: string, longest = LONGEST_LABEL): string {
  return text.replace(NOT_IN_DESCRIPTIONS, '-').slice(0, longest);
}

/**
 * Everything that is wrong with the addresses of a network that is to be connected.
 *
 * @param own - the addresses of the network it is connected to
 * @param ipv4Only - why IPv6 addresses cannot be reached, when they cannot
 */
export function remoteProblems(prop: string, cidrs: string[], own: AssignedAddresses, ipv4Only?: string): Problem[] {
  if (cidrs.length === 0) {
    return [{ prop, got: cidrs, allowed: 'at least one block', fix: 'name the addresses on the other side' }];
  }
  const seen: AddressBlock[] = [];
  return cidrs.flatMap((got, index) => {
    const refused = (allowed: string, fix: string): Problem[] => [{ prop: cidrs.length === 1 ? prop : `${prop}[${index}]`, got, allowed, fix }];
    const block = AddressBlock.parse(got);
    if (Token.isUnresolved(got) || !block) {
      return refused('a literal IPv4 or IPv6 block in CIDR notation', 'write it like 10.1.0.0/16, with no address bits after the prefix');
    }
    if (block.prefix < SHORTEST_PREFIX[block.family]) {
      return refused('a network and not the internet: its route would take over the default route', 'name the blocks that are there');
    }
    if (block.family === 6 && (ipv4Only !== undefined || !own.ipv6)) {
      return refused('IPv4 addresses', ipv4Only ?? 'give the network IPv6 with NetworkAddresses.dualStack()');
    }
    if (own.ipv4.overlaps(block)) {
      return refused(`addresses that do not overlap with the network's own, ${own.ipv4}`,
        'name the blocks beside it, or give one of the two other addresses');
    }
    if (seen.some((other) => other.overlaps(block))) {
      return refused('each address once', 'leave out the block that the other one holds');
    }
    seen.push(block);
    return [];
  });
}
