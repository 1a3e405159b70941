import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_DOCUMENTS: GuardrailEntry = {
  id: 'public-documents',
  what: 'Documents of AWS Systems Manager are shared with nobody.',
  why: 'Runbooks tell how a company works, and often its passwords.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html',
  statements: denyActions('PublicDocuments', ['ssm:ModifyDocumentPermission']),
};
