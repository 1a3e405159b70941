import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_WEB_FIREWALLS: GuardrailEntry = {
  id: 'protect-web-firewalls',
  what: 'Web ACLs of AWS WAF are not taken from what they protect, and go on to log.',
  why: 'A firewall that can be unplugged when it is in the way protects nothing.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/waf/latest/developerguide/waf-chapter.html',
  statements: denyActions('ProtectWebFirewalls', [
    'wafv2:DeleteLoggingConfiguration', 'wafv2:DeleteWebACL', 'wafv2:DisassociateFirewallManager', 'wafv2:DisassociateWebACL',
  ]),
};
