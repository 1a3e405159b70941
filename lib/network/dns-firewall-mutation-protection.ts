/**
 * Whether the rules of a network can be taken away from it.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-vpc-protections.html
 */
export enum DnsFirewallMutationProtection {
  /** Yes, as all that AWS CloudFormation manages. */
  DISABLED = 'DISABLED',
  /**
   * No, neither by somebody with the permission nor by AWS CloudFormation: a stack with it cannot be deleted, and the network not replaced, before it
   * was deployed with `DISABLED`.
   */
  ENABLED = 'ENABLED',
}
