import { checkList } from '../guardrails/guardrail-checks';
import { denyWhen, ResourceControlEntry } from './resource-control-entry';

const SUBJECT = 'token.actions.githubusercontent.com:sub';

export const GITHUB_ORGANIZATIONS = (organizations: string[]): ResourceControlEntry => ({
  id: 'github-organizations',
  what: `Of the workflows on GitHub, those of ${organizations.join(', ')} alone assume roles.`,
  why: 'All of GitHub shares one provider: a trust policy with a careless condition lets any repository in.',
  binds: 'Whoever asks for a role with a web identity of GitHub Actions.',
  exceptions: 'Web identities of other providers.',
  link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
  statements: [denyWhen('GitHubOrganizations', ['sts:AssumeRoleWithWebIdentity'], {
    // Subjects of repositories that were made or renamed since July 2026 have an id behind the name.
    StringNotLike: { [SUBJECT]: organizations.flatMap((name) => [`repo:${name}/*`, `repo:${name}@*`]) },
    Null: { [SUBJECT]: 'false' },
  })],
  problems: (prop) => checkList(`${prop}.organizations`, organizations, /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/,
    'the name of an organization or a person on GitHub', 'write it as its address at github.com is, with upper and lower case'),
});
