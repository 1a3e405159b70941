import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const KEY_PAIRS: GuardrailEntry = {
  id: 'key-pairs',
  what: 'No SSH keys for instances.',
  why: 'AWS Systems Manager opens a session for a person, with a record of it; a key file belongs to whoever has it.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html',
  statements: denyActions('KeyPairs', ['ec2:CreateKeyPair', 'ec2:ImportKeyPair', 'ec2-instance-connect:SendSSHPublicKey']),
};
