import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const PUBLIC_ADDRESSES: GuardrailEntry = {
  id: 'public-addresses',
  what: 'No network interface gets a public address.',
  why: 'Without one, nobody on the internet can knock.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Load balancers, whose addresses belong to their service.`,
  link: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html',
  statements: denyAll(
    denyActions('PublicAddresses1', ['ec2:AllocateAddress', 'ec2:AssociateAddress']),
    denyActions('PublicAddresses2', ['ec2:RunInstances'], {
      on: 'arn:*:ec2:*:*:network-interface/*',
      when: { Bool: { 'ec2:AssociatePublicIpAddress': 'true' } },
    }),
  ),
};
