import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const DOMAIN_NAMES: GuardrailEntry = {
  id: 'domain-names',
  what: 'Domain names are not bought, sold or given away.',
  why: 'Whoever has the name has the mail, the certificates and the customers.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-transfer-between-aws-accounts.html',
  statements: denyActions('DomainNames', [
    'route53domains:AcceptDomainTransferFromAnotherAwsAccount', 'route53domains:DeleteDomain', 'route53domains:DisableDomainTransferLock',
    'route53domains:RegisterDomain', 'route53domains:TransferDomain', 'route53domains:TransferDomainToAnotherAwsAccount',
    'route53domains:UpdateDomainNameservers',
  ]),
};
