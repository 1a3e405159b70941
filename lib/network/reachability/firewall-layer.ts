/** Which firewalls count when it is computed what reaches what. Routes and gateways always count. */
export enum FirewallLayer {
  /** Security groups and network ACLs: what really gets through. */
  ALL = 'all',
  /** Security groups alone, as if every network ACL let everything through. */
  SECURITY_GROUPS = 'security-groups',
  /** Network ACLs alone, as if every security group let everything through. */
  NETWORK_ACLS = 'network-acls',
}
