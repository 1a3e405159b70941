import { GuardrailEntry } from './guardrail-entry';

export const ROOT_USER: GuardrailEntry = {
  id: 'root-user',
  what: 'Root users of member accounts do nothing.',
  why: 'No policy of the account itself limits its root user; what only root can do is done in a privileged session from the management account.',
  binds: 'Root users of member accounts.',
  exceptions: 'Privileged sessions that the management account opens.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-access-management.html',
  statements: () => [{
    Sid: 'RootUser',
    Effect: 'Deny',
    Action: ['*'],
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:*:iam::*:root'] }, Null: { 'aws:AssumedRoot': 'true' } },
  }],
};
