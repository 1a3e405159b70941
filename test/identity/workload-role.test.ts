import { Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { WorkloadBoundary, WorkloadRole } from '../../lib';
import { problemsOf, synthesize } from '../support';

const table = new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: ['arn:aws:dynamodb:eu-central-1:111122223333:table/orders'] });
const forFunction = (stack: Stack, statements?: PolicyStatement[]) =>
  WorkloadRole.forFunction(stack, 'Role', new LogGroup(stack, 'Logs'), { permissionsBoundary: new WorkloadBoundary(stack, 'Boundary').policy, statements });

describe('a workload role', () => {
  test('lies below /workload/, carries the boundary, and is assumed by its service alone', () => {
    const template = synthesize((stack) => forFunction(stack, [table]));

    template.hasResourceProperties('AWS::IAM::Role', {
      Path: '/workload/', PermissionsBoundary: { Ref: Match.stringLikeRegexp('^Boundary') },
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] },
    });
  });

  test('of a function writes to its own log group alone', () => {
    const statements = Object.values(synthesize((stack) => forFunction(stack)).findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties: { PolicyDocument, Roles } }) => Roles ? PolicyDocument.Statement as object[] : []);

    expect(statements).toEqual([{
      Sid: 'WriteLogs', Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Logs/), 'Arn'] },
    }]);
  });

  test('of an instance lets AWS Systems Manager reach it', () => {
    synthesize((stack) => WorkloadRole.forInstance(stack, 'Role', { permissionsBoundary: new WorkloadBoundary(stack, 'Boundary').policy }))
      .hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonSSMManagedInstanceCore']] }] });
  });

  test.each([
    ['every action', { actions: ['*'], resources: ['arn:aws:sqs:eu-central-1:111122223333:q'] }, 'statements[0].actions: got "*"'],
    ['all of a service', { actions: ['s3:*'], resources: ['arn:aws:s3:::b/*'] }, 'statements[0].actions: got "s3:*"'],
    ['every resource', { actions: ['s3:GetObject'], resources: ['*'] }, 'statements[0].resources: got "*"'],
    ['everything but some actions', { notActions: ['iam:CreateUser'], resources: ['arn:aws:s3:::b'] }, 'statements[0].actions: got "iam:CreateUser"'],
    ['everything but some resources', { actions: ['s3:GetObject'], notResources: ['arn:aws:s3:::b'] }, 'statements[0].resources: got "arn:aws:s3:::b"'],
  ])('refuses %s', (_, statement, message) => {
    expect(problemsOf((stack) => forFunction(stack, [new PolicyStatement(statement)]))).toEqual([expect.stringContaining(message)]);
  });
});

describe('the workload boundary', () => {
  test.each(['iam', 'sts', 'Polly', 'polly2', 's3:*', ''])('refuses %j as a further service', (service) => {
    expect(problemsOf((stack) => new WorkloadBoundary(stack, 'Boundary', { additionalServices: [service] })))
      .toEqual([expect.stringContaining(`additionalServices[0]: got "${service}"; allowed is the prefix of a service of AWS`)]);
  });

  test('takes further services', () => {
    const [{ Properties }] = Object.values(synthesize((stack) => new WorkloadBoundary(stack, 'Boundary', { additionalServices: ['polly'] })).findResources('AWS::IAM::ManagedPolicy'));

    expect(JSON.stringify(Properties)).toContain('polly:*');
    expect(JSON.stringify(Properties)).not.toContain('iam:*');
  });
});
