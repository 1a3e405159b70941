import { readFileSync } from 'fs';
import { join } from 'path';
import { ResourceControl } from '../../lib/organization/resource-control';
import { ACCOUNT } from '../support';
import { Context, Request } from './guardrail-table';
import { ORGANIZATION, PARTNER, RESOURCE_PROOFS } from './resource-control-table';
import { asks, expectedFor, judgeResource, judgeResourceForAll, renderResourceControls, RESOURCE_CALLERS, ResourceCaller, resourceDocumentOf } from './resource-controls';

const titled = RESOURCE_PROOFS.map((proof) => [proof.control.id, proof] as const);
const called = (name: string) => RESOURCE_CALLERS.find((caller) => caller.name === name)!;

describe.each(titled)('%s', (_, proof) => {
  const document = resourceDocumentOf(proof.control);

  test('stops what it is there for, for whom it binds and for nobody else, whatever policies allow', async () => {
    for (const request of proof.stops) {
      expect([request, await judgeResourceForAll(request, [document])]).toEqual([request, expectedFor(proof, request)]);
    }
  });

  test('leaves everything else as it was, for everybody', async () => {
    for (const request of proof.leaves) {
      expect([request, await judgeResourceForAll(request, [document])]).toEqual([request, expectedFor(proof, request)]);
    }
  });

  test('is asked for three decisions each way or more, by callers who can ask so', () => {
    expect(proof.stops.length).toBeGreaterThanOrEqual(3);
    expect(proof.leaves.length).toBeGreaterThanOrEqual(3);
    expect(proof.binds.filter((name) => !RESOURCE_CALLERS.some((caller) => caller.name === name))).toEqual([]);
    expect(proof.stops.filter((request) => !proof.binds.some((name) => asks(called(name), request)))).toEqual([]);
  });

  test('would be noticed when an action, a condition or a value of it went', async () => {
    for (const [index, statement] of proof.control._statements().entries()) {
      const weaker = [
        ...statement.Action!.map((action) => ({ ...statement, Action: statement.Action!.filter((other) => other !== action) })),
        ...Object.entries(statement.Condition!).flatMap(([operator, keys]) => Object.entries(keys).flatMap(([key, values]) => [
          { ...statement, Condition: { ...statement.Condition, [operator]: Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key)) } },
          ...[values].flat().length < 2 ? [] : [values].flat().map((value) => ({
            ...statement, Condition: { ...statement.Condition, [operator]: { ...keys, [key]: [values].flat().filter((other) => other !== value) } },
          })),
        ])),
      ].map((changed) => ({
        ...changed, Condition: Object.fromEntries(Object.entries(changed.Condition!).filter(([, keys]) => Object.keys(keys).length > 0)),
      }));
      for (const changed of weaker) {
        const statements = proof.control._statements().map((each, at) => at === index ? changed : each).filter(({ Action: actions }) => actions!.length > 0);
        expect([changed, await differs(statements)]).toEqual([changed, true]);
      }
    }

    async function differs(statements: object[]): Promise<boolean> {
      const documents = statements.length === 0 ? [] : [{ Version: '2012-10-17', Statement: statements }];
      for (const request of [...proof.stops, ...proof.leaves]) {
        const expected = expectedFor(proof, request);
        for (const [at, caller] of RESOURCE_CALLERS.entries()) {
          if (expected[at] !== undefined && expected[at] !== await judgeResource(caller, request, documents)) {
            return true;
          }
        }
      }
      return false;
    }
  }, 60_000);
});

describe('The resource controls', () => {
  test('are all there, once, in the order of the catalogue', () => {
    const factories = Object.getOwnPropertyNames(ResourceControl).filter((name) => typeof (ResourceControl as unknown as Record<string, unknown>)[name] === 'function' && name !== 'recommended');
    const camel = (id: string) => id.replace(/-(.)/g, (__, letter: string) => letter.toUpperCase());
    expect(RESOURCE_PROOFS.map(({ control }) => camel(control.id))).toEqual(factories);
    expect(factories.length).toBeGreaterThanOrEqual(20);
  });

  test('are asked by callers who all may, where no control holds', async () => {
    const requests = RESOURCE_PROOFS.flatMap(({ stops, leaves }) => [...stops, ...leaves]);
    const verdicts = await Promise.all(requests.map((request) => judgeResourceForAll(request, [])));
    expect(new Set(verdicts.flat())).toEqual(new Set(['may', undefined]));
  });

  const ARCHIVE = 'arn:aws:s3:::secure-baseline-logs';
  const KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;
  const QUEUE = `arn:aws:sqs:eu-central-1:${ACCOUNT}:events`;
  const own: Context = { 'aws:SourceAccount': '444455556666', 'aws:SourceOrgID': ORGANIZATION };
  const serviceOf = (name: string, context: Context): ResourceCaller => ({ name, principal: `${name}.amazonaws.com`, context: { 'aws:PrincipalIsAWSService': 'true', ...context } });

  test.each<[string, Context, Request]>([
    ['cloudtrail', own, ['s3:PutObject', `${ARCHIVE}/AWSLogs/o-a1b2c3d4e5/1`]],
    ['cloudtrail', own, ['kms:GenerateDataKey', KEY]],
    ['config', own, ['s3:PutObject', `${ARCHIVE}/AWSLogs/1`]],
    ['delivery.logs', own, ['s3:PutObject', `${ARCHIVE}/AWSLogs/2`]],
    ['delivery.logs', own, ['logs:PutLogEvents', `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/app:log-stream:1`]],
    // Load balancers name no account.
    ['logdelivery.elasticloadbalancing', {}, ['s3:PutObject', `${ARCHIVE}/AWSLogs/3`]],
    ['logging.s3', own, ['s3:PutObject', `${ARCHIVE}/access/1`]],
    ['guardduty', own, ['s3:PutObject', `${ARCHIVE}/guardduty/1`]],
    ['logs.eu-central-1', own, ['kms:Encrypt', KEY]],
    ['backup', own, ['kms:Decrypt', KEY]],
    ['events', own, ['sqs:SendMessage', QUEUE]],
    ['sns', own, ['sqs:SendMessage', QUEUE]],
    ['s3', own, ['sqs:SendMessage', QUEUE]],
    ['cloudfront', own, ['s3:GetObject', 'arn:aws:s3:::site/index.html']],
    ['lambda', {}, ['ecr:BatchGetImage', `arn:aws:ecr:eu-central-1:${ACCOUNT}:repository/app`]],
    ...['ec2', 'lambda', 'ecs-tasks', 'cloudformation', 'pods.eks', 'rolesanywhere', 'member.org.stacksets.cloudformation']
      .map((name): [string, Context, Request] => [name, {}, ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/app`]]),
    ['scheduler', own, ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/app`]],
  ])('leave %s its work for the organization, all together: %j %j', async (name, context, request) => {
    const all = RESOURCE_PROOFS.map(({ control }) => resourceDocumentOf(control));
    expect(await judgeResource(serviceOf(name, context), request, all)).toBe('may');
  });

  test('let the baseline be deployed into a member account from the management account, all together', async () => {
    const all = RESOURCE_PROOFS.map(({ control }) => resourceDocumentOf(control));
    expect(await judgeResource(called('the organization'), ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/OrganizationAccountAccessRole`], all)).toBe('may');
    expect(await judgeResource(called('own role'), ['s3:PutBucketPolicy', 'arn:aws:s3:::shared'], all)).toBe('may');
    expect(await judgeResource(called('own role'), ['kms:PutKeyPolicy', KEY], all)).toBe('may');
  });

  test('that are recommended leave partners their roles, and close data to strangers', async () => {
    const recommended = (...partners: string[]) => ResourceControl.recommended(ORGANIZATION, partners).map(resourceDocumentOf);
    const secret: Request = ['secretsmanager:GetSecretValue', `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:db-AbCdEf`];
    expect(await judgeResource(called('another account'), ['sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/vendor`], recommended())).toBe('may');
    expect(await judgeResource(called('anybody'), ['s3:GetObject', 'arn:aws:s3:::site/index.html'], recommended())).toBe('may');
    expect(await judgeResource(called('another account'), secret, recommended())).toBe('never');
    expect(await judgeResource(called('a partner'), secret, recommended())).toBe('never');
    expect(await judgeResource(called('a partner'), secret, recommended(PARTNER))).toBe('may');
  });

  test('are what docs/guardrails.md says; node -r ts-node/register/transpile-only test/proofs/guardrails.ts --write', async () => {
    const [, ...parts] = readFileSync(join(__dirname, '../../docs/guardrails.md'), 'utf8').split(/\n(?=## Resource controls\n)/);
    expect(parts).toEqual([await renderResourceControls()]);
  });

  test('name partners who are let in nowhere else', async () => {
    const none = resourceDocumentOf(ResourceControl.bucketIdentities(ORGANIZATION));
    expect(await judgeResource(called('a partner'), ['s3:GetObject', 'arn:aws:s3:::shared/report.pdf'], [none])).toBe('never');
    const forNone = resourceDocumentOf(ResourceControl.servicesForOthers(ORGANIZATION));
    expect(await judgeResource(called('service for a partner'), ['s3:GetObject', 'arn:aws:s3:::shared/report.pdf'], [forNone])).toBe('never');
  });
});
