import { AddressBlock } from '../private/address-block';
import { administrationPorts } from './administration-ports';
import { TransportProtocol } from './transport-protocol';

/** Traffic that a network ACL lets through in one direction. */
export interface AclRule {
  readonly block: AddressBlock;
  readonly protocol: TransportProtocol;
  readonly fromPort: number;
  readonly toPort: number;
  /** Whether it is there for answers, which nobody has a claim to at administration ports. */
  readonly isAnswer?: boolean;
}

/** What a network ACL lets through, in each direction. */
export interface TierRules {
  readonly ingress: AclRule[];
  readonly egress: AclRule[];
}

/** An entry of a network ACL. Without a protocol it is about all traffic. */
export interface AclEntry extends Partial<Omit<AclRule, 'block' | 'isAnswer'>> {
  readonly block: AddressBlock;
  readonly action: 'allow' | 'deny';
  readonly ruleNumber: number;
}

/** Where entries are numbered: what is meant exactly goes first, then what must stay shut, then what lets everybody through. */
const BANDS = { exact: 1_000, denied: 11_000, everybody: 21_000 };
const BAND_SIZE = 10_000;

/**
 * The entries of one direction of a network ACL: the rules, merged, and where some of them let everybody through, in front of these the
 * denials that keep the network itself, what is connected to it, and administration ports out of "everybody".
 *
 * @param rules - what is let through
 * @param inside - blocks that are not the internet: those of the network, and of what is connected to it
 * @param inbound - whether traffic comes in, so that administration ports are to be denied
 */
export function aclEntries(rules: AclRule[], inside: AddressBlock[], inbound: boolean): AclEntry[] {
  const everybody = merged(rules.filter(({ block }) => block.everywhere));
  // What everybody may needs no entry of its own, unless it is an exception to a denial.
  const isException = ({ block, fromPort, toPort, isAnswer }: AclRule) =>
    inside.some((own) => own.overlaps(block)) || (inbound && !isAnswer && administrationPorts(fromPort, toPort).length > 0);
  const exact = merged(rules.filter((rule) => !rule.block.everywhere
    && (isException(rule) || !everybody.some((other) => other.protocol === rule.protocol && covers(other, rule)))));
  const denied = [
    ...inside.filter((block) => everybody.some((rule) => rule.block.contains(block))).map((block) => ({ block })),
    ...inbound ? everybody.flatMap(({ block, protocol, fromPort, toPort }) =>
      administrationPorts(fromPort, toPort).map((port) => ({ block, protocol, fromPort: port, toPort: port }))) : [],
  ];
  return [
    ...numbered(exact, BANDS.exact, 'allow'),
    ...numbered(denied, BANDS.denied, 'deny'),
    ...numbered(everybody, BANDS.everybody, 'allow'),
  ];
}

/** The same traffic in fewer rules: what others cover is dropped, ports that touch and blocks that are halves of one are joined. */
function merged(rules: AclRule[]): AclRule[] {
  const left = [...rules];
  for (let index = 0; index < left.length; index++) {
    for (let other = index + 1; other < left.length; other++) {
      const joined = join(left[index], left[other]);
      if (joined) {
        left.splice(other, 1);
        left[index] = joined;
        // What has grown may cover or touch what did not fit before.
        index = -1;
        break;
      }
    }
  }
  return left;
}

function join(a: AclRule, b: AclRule): AclRule | undefined {
  if (a.protocol !== b.protocol) {
    return undefined;
  }
  if (covers(a, b) || covers(b, a)) {
    return covers(a, b) ? a : b;
  }
  if (a.block.key === b.block.key && a.fromPort <= b.toPort + 1 && b.fromPort <= a.toPort + 1) {
    return { ...a, fromPort: Math.min(a.fromPort, b.fromPort), toPort: Math.max(a.toPort, b.toPort) };
  }
  const block = a.fromPort === b.fromPort && a.toPort === b.toPort ? a.block.joined(b.block) : undefined;
  return block && { ...a, block };
}

function covers(a: AclRule, b: AclRule): boolean {
  return a.block.contains(b.block) && a.fromPort <= b.fromPort && b.toPort <= a.toPort;
}

/**
 * A number comes from what an entry says, not from its place among the others: an entry that stays keeps its number when flows come and go, and
 * one that is new never meets an old one on a number that AWS CloudFormation has not freed yet.
 */
function numbered(entries: (Pick<AclRule, 'block'> & Partial<AclRule>)[], band: number, action: 'allow' | 'deny'): AclEntry[] {
  const taken = new Set<number>();
  return entries
    .map((entry) => ({ entry, key: entryKey(entry) }))
    .sort((a, b) => a.key < b.key ? -1 : 1)
    .map(({ entry, key }) => {
      let offset = hash(key) % BAND_SIZE;
      while (taken.has(offset)) {
        offset = (offset + 1) % BAND_SIZE;
      }
      taken.add(offset);
      return { ...entry, action, ruleNumber: band + offset };
    })
    .sort((a, b) => a.ruleNumber - b.ruleNumber);
}

/** What an entry says, in one word. */
export function entryKey({ block, protocol, fromPort, toPort }: Pick<AclRule, 'block'> & Partial<AclRule>): string {
  return [block.key, ...protocol ? [protocol, fromPort, toPort] : ['all']].join(' ');
}

/** FNV-1a: short, and spreads well. */
function hash(text: string): number {
  return [...text].reduce((value, char) => Math.imul(value ^ char.charCodeAt(0), 16_777_619) >>> 0, 2_166_136_261);
}
