import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_DNS: GuardrailEntry = {
  id: 'protect-dns',
  what: 'Logs of DNS queries and firewalls for DNS are not taken from VPCs.',
  why: 'What calls home asks for a name first.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html',
  statements: denyActions('ProtectDns', [
    'route53resolver:DeleteFirewallRule', 'route53resolver:DeleteFirewallRuleGroup', 'route53resolver:DeleteResolverQueryLogConfig',
    'route53resolver:DisassociateFirewallRuleGroup', 'route53resolver:DisassociateResolverQueryLogConfig',
    'route53resolver:UpdateFirewallConfig', 'route53resolver:UpdateFirewallRule', 'route53resolver:UpdateFirewallRuleGroupAssociation',
  ]),
};
