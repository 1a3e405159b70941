/** The two kinds of IP addresses. */
export enum AddressFamily {
  /** Addresses such as 10.0.0.1. */
  IPV4 = 'ipv4',
  /** Addresses such as 2001:db8::1. */
  IPV6 = 'ipv6',
}
