import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const LONG_TERM_CREDENTIALS: GuardrailEntry = {
  id: 'long-term-credentials',
  what: 'No API keys, SSH keys and certificates for IAM users, such as keys of Amazon Bedrock, and no calls of Amazon Bedrock with long-term keys.',
  why: 'They live as long as nobody thinks of them, and know no MFA.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
  statements: denyAll(
    denyActions('LongTermCredentials1', [
      'iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential', 'iam:UploadSSHPublicKey', 'iam:UploadSigningCertificate',
    ]),
    denyActions('LongTermCredentials2', ['bedrock:CallWithBearerToken'], {
      when: { StringEquals: { 'bedrock:BearerTokenType': 'LONG_TERM' } },
    }),
  ),
};
