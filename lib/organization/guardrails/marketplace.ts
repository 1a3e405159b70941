import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const MARKETPLACE: GuardrailEntry = {
  id: 'marketplace',
  what: 'Nothing is bought in AWS Marketplace.',
  why: 'A subscription is a contract, and its software runs beside the data.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/marketplace/latest/buyerguide/buyer-iam-users-groups-policies.html',
  statements: denyActions('Marketplace', [
    'aws-marketplace:AcceptAgreementApprovalRequest', 'aws-marketplace:AcceptAgreementRequest', 'aws-marketplace:CreateAgreementRequest',
    'aws-marketplace:CreatePrivateMarketplaceRequests', 'aws-marketplace:Subscribe', 'aws-marketplace:Unsubscribe',
  ]),
};
