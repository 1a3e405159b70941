import { AddressClass } from './address-space';
import { Heading } from './network-acls';
import { Subnet, Vpc } from './network-blocks';
import { Interface } from './places';
import { Target, TargetKind } from './routing';

/** Which port a packet is addressed to: the one called, the one its client waits at, or the one NAT put in place of that. */
export type Role = 'called' | 'client' | 'translated client';

/** A network ACL, or the security groups of an appliance, that a packet has to pass. */
export type Hop =
  | { readonly kind: 'network ACL'; readonly acl: string; readonly heading: Heading; readonly peer: AddressClass; readonly role: Role }
  | { readonly kind: 'appliance'; readonly groups: readonly string[]; readonly heading: Heading };

/** An address, and the subnet it stands in; none outside of every VPC. */
export interface End {
  readonly subnet?: Subnet;
  readonly address: AddressClass;
}

export interface Exit {
  readonly kind: TargetKind;
  readonly id: string;
  readonly vpc: Vpc;
}

/** The way of packets in one direction. */
export interface Leg {
  readonly hops: readonly Hop[];
  /** Firewall endpoints and appliances on the way. */
  readonly boxes: readonly string[];
  /** Those of them that may translate addresses. */
  readonly appliances: readonly string[];
  /** Between whom rules may name a security group of the other end. */
  readonly references: 'both' | 'in' | 'none';
  /** Where packets leave for the outside. */
  readonly exit?: Exit;
  /** Who stands in for the client. */
  readonly nat?: { readonly end: End; readonly name: string };
  /** Why the packets go no further. */
  readonly stopped?: string;
}

/** A packet on its way, with the addresses it carries at the moment. */
export interface Packet {
  readonly from: End;
  readonly to: End;
  readonly role: Role;
  /** Whether connections are opened this way, so that NAT translates. */
  readonly opens: boolean;
}

/** What a target is, in words. */
export function name({ kind, id }: Pick<Target, 'kind' | 'id'>): string {
  const words: Partial<Record<TargetKind, string>> = {
    'internet': 'internet gateway', 'egress-only': 'egress-only internet gateway', 'nat': 'NAT gateway', 'interface': 'network interface of',
    'middlebox': 'firewall endpoint of', 'peering': 'peering connection', 'transit': 'transit gateway', 'vpn': 'virtual private gateway',
    'service': 'gateway endpoint',
  };
  return `${words[kind] ?? 'gateway'} ${id}`;
}

/** The security groups of an appliance, which remember: only the call has to pass them. */
export function guards(appliance: Interface | undefined): Hop[] {
  return appliance ? (['in', 'out'] as const).map((heading) => ({ kind: 'appliance', groups: appliance.groups, heading })) : [];
}

/** From subnet to subnet, or in from a gateway. Within a subnet no network ACL applies. */
export function move(at: Subnet | undefined, next: Subnet, packet: Packet): Hop[] {
  return at === next ? [] : [...at ? [outbound(at, packet)] : [], inbound(next, packet)];
}

/** Out of a subnet. */
export function outbound({ networkAcl: acl }: Subnet, { to, role }: Packet): Hop {
  return { kind: 'network ACL', acl, heading: 'out', peer: to.address, role };
}

/** Into a subnet. */
export function inbound({ networkAcl: acl }: Subnet, { from, role }: Packet): Hop {
  return { kind: 'network ACL', acl, heading: 'in', peer: from.address, role };
}
