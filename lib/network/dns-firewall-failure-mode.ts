/**
 * What becomes of queries that DNS Firewall cannot answer for.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-configuration.html
 */
export enum DnsFirewallFailureMode {
  /** They are blocked: no name is looked up unseen, and none at all while DNS Firewall is impaired. */
  CLOSED = 'closed',
  /**
   * They pass unseen. Gives a warning at synthesis. Needs `AWS::Route53Resolver::FirewallConfig`, which AWS CloudFormation does not have in every
   * region.
   */
  OPEN = 'open',
}
