import { checkList } from './guardrail-checks';
import { denyActions, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

export const IMAGE_OWNERS = (owners: string[]): GuardrailEntry => ({
  id: 'image-owners',
  what: `No instance starts from a machine image that belongs to others than ${owners.join(', ')}.`,
  why: 'An image of a stranger, with a name that looks right, runs the code of the stranger.',
  binds: EVERYBODY,
  exceptions: `${EXEMPT_ROLES} Instances that EC2 Auto Scaling and fleets start with their service-linked roles.`,
  link: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-allowed-amis.html',
  statements: denyActions('ImageOwners', ['ec2:RunInstances'], {
    on: 'arn:*:ec2:*::image/*', when: { StringNotEquals: { 'ec2:Owner': owners } },
  }),
  problems: (prop) => checkList(`${prop}.owners`, owners, /^(amazon|aws-marketplace|aws-backup-vault|\d{12})$/,
    'amazon, aws-marketplace, aws-backup-vault or the 12 digits of an account', 'name whose images you trust'),
});
