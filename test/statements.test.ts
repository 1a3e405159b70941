import { idle, overlap } from './statements';

describe('what a statement names in vain', () => {
  test.each([
    ['an action that does not exist', { Action: 'ec2:DeleteFlowLog' }, ['ec2:DeleteFlowLog does not exist']],
    ['a pattern that nothing fits', { Action: ['s3:Open*'] }, ['s3:Open* does not exist']],
    ['a service that does not exist', { Action: ['s4:*', 's4:GetObject'] }, ['s4:* does not exist', 's4:GetObject does not exist']],
    ['a condition key that the action does not know', { Action: 'ec2:DeleteFlowLogs', Condition: { StringEquals: { 'ec2:IsLaunchTemplateResource': 'x' } } },
      ['ec2:DeleteFlowLogs knows nothing of ec2:IsLaunchTemplateResource']],
    ['a tag of a request that has none', { Action: 'kms:DisableKey', Condition: { Null: { 'aws:RequestTag/owner': 'true' } } }, ['kms:DisableKey knows nothing of aws:RequestTag/owner']],
    ['a resource of another kind', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket' }, ['s3:GetObject is not for arn:aws:s3:::bucket']],
    ['a resource, for an action on none', { Action: 'logs:DescribeLogGroups', Resource: ['arn:aws:logs:*:*:log-group:x'] }, ['logs:DescribeLogGroups is not for arn:aws:logs:*:*:log-group:x']],
  ])('is found: %s', async (_, statement, expected) => {
    expect(await idle(statement)).toEqual(expected);
  });

  test.each([
    ['everything', { Action: '*', Resource: '*' }],
    ['all actions of a service', { Action: 's3:*', Resource: 'arn:aws:s3:::bucket' }],
    ['a pattern of actions, one of which works on the resource', { Action: 's3:Get*', Resource: 'arn:aws:s3:::bucket/*' }],
    ['a global condition key', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['a condition key of a resource type', { Action: 'kms:DisableKey', Condition: { StringEquals: { 'aws:ResourceTag/owner': 'me' } } }],
    ['a condition that holds where its key is absent', { Action: 'kms:DisableKey', Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false' } } }],
    ['a claim of an identity provider', { Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*' } } }],
    ['no action', {}],
  ])('is not: %s', async (_, statement) => {
    expect(await idle(statement)).toEqual([]);
  });
});

test.each([
  ['', '', true], ['*', '', true], ['a', '', false], ['a', 'a', true], ['a', 'b', false], ['a*c', 'ab*', true], ['a*c', 'b*', false], ['a?c', 'abc', true], ['a?c', 'a*', true],
  ['*a', 'a*', true], ['a*b', 'a*c', false], ['arn:*:logs:*:*:x:*', 'arn:aws:logs:*:1:x:y:*', true],
])('the patterns %j and %j have something in common: %j', (one, other, expected) => {
  expect([overlap(one, other), overlap(other, one)]).toEqual([expected, expected]);
});
