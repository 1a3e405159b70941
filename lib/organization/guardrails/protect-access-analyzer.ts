import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PROTECT_ACCESS_ANALYZER: GuardrailEntry = {
  id: 'protect-access-analyzer',
  what: 'Analyzers of IAM Access Analyzer are not changed or removed, and their findings not archived in advance.',
  why: 'They are what notices a resource that was opened to somebody outside.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-getting-started.html',
  statements: denyActions('ProtectAccessAnalyzer', [
    'access-analyzer:CreateArchiveRule',
    'access-analyzer:DeleteAnalyzer',
    'access-analyzer:UpdateAnalyzer',
    'access-analyzer:UpdateArchiveRule',
  ]),
};
