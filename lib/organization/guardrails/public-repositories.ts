import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_REPOSITORIES: GuardrailEntry = {
  id: 'public-repositories',
  what: 'No public repositories of images.',
  why: 'What is pushed there is published.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AmazonECR/latest/public/public-repositories.html',
  statements: denyActions('PublicRepositories', ['ecr-public:CreateRepository', 'ecr-public:PutImage', 'ecr-public:SetRepositoryPolicy']),
};
