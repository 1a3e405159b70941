import { checkRange } from '../../private/validation';
import { checkList } from './guardrail-checks';
import { denyActions, denyAll, EVERYBODY, EXEMPT_ROLES, GuardrailEntry } from './guardrail-entry';

const ACTIONS = [
  'dynamodb:CreateTable', 'ec2:CreateVolume', 'ec2:RunInstances', 'lambda:CreateFunction', 'rds:CreateDBCluster', 'rds:CreateDBInstance',
  'secretsmanager:CreateSecret', 'sqs:CreateQueue',
];
/** What is made, and not what it is made from: an image is not tagged when an instance starts. */
const MADE = [
  'arn:*:dynamodb:*:*:table/*', 'arn:*:ec2:*:*:instance/*', 'arn:*:ec2:*:*:volume/*', 'arn:*:lambda:*:*:function:*', 'arn:*:rds:*:*:cluster:*',
  'arn:*:rds:*:*:db:*', 'arn:*:secretsmanager:*:*:secret:*', 'arn:*:sqs:*:*:*',
];

export const REQUIRED_TAGS = (keys: string[]): GuardrailEntry => ({
  id: 'required-tags',
  what: `Instances, volumes, databases, tables, functions, queues and secrets are not made without the tags ${keys.join(', ')}.`,
  why: 'A resource of nobody is paid for by everybody and switched off by no one.',
  binds: EVERYBODY,
  exceptions: EXEMPT_ROLES,
  link: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_tagging.html',
  // A statement for each: conditions of one statement have to hold all together.
  statements: denyAll(...keys.map((key, index) => denyActions(`RequiredTags${index + 1}`, ACTIONS, {
    on: MADE, when: { Null: { [`aws:RequestTag/${key}`]: 'true' } },
  }))),
  problems: (prop) => [
    ...checkList(`${prop}.keys`, keys, /^(?!aws:)[A-Za-z0-9+=._:/@-]{1,128}$/i,
      'the key of a tag: 1 to 128 letters, digits and "+=._:/@-"', 'use keys such as owner'),
    ...keys.length === 0 ? [] : checkRange(`${prop}.keys`, keys.length, 1, 5, 'ask for the few that matter, and for the others with a tag policy'),
  ],
});
