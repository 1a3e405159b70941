import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const SERIAL_CONSOLE: GuardrailEntry = {
  id: 'serial-console',
  what: 'Nobody uses the serial console of instances.',
  why: 'It goes past every security group.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html',
  statements: denyActions('SerialConsole', ['ec2:EnableSerialConsoleAccess', 'ec2-instance-connect:SendSerialConsoleSSHPublicKey']),
};
