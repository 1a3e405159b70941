import { AddressBlock } from '../private/address-block';

/** SSH and RDP. Session Manager needs neither. */
const ADMINISTRATION_PORTS = [22, 3389];

/** Public blocks larger than these are the internet rather than somebody's office: 256 IPv4 addresses, a site of IPv6. */
const OFFICE_PREFIX = { 4: 24, 6: 48 };

/** The administration ports among a range of ports. */
export function administrationPorts(fromPort: number, toPort: number): number[] {
  return ADMINISTRATION_PORTS.filter((port) => fromPort <= port && port <= toPort);
}

/** Whether a block is too large to be let at administration ports: the internet, or so much of it that nobody knows who is there. */
export function isInternetAtLarge(block: AddressBlock): boolean {
  return !block.isPrivate && block.prefix < OFFICE_PREFIX[block.family];
}
