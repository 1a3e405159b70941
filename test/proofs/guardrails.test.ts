import { readFileSync } from 'fs';
import { Guardrail } from '../../lib';
import { PROOFS } from './guardrail-table';
import { CALLERS, DOCUMENT, documentOf, isBound, judge, judged, renderGuardrails } from './guardrails';

const called = (name: string) => CALLERS.find((caller) => caller.name === name)!;
const index = (name: string) => CALLERS.indexOf(called(name));
const titled = PROOFS.map((proof) => [proof.guardrail.id, proof] as const);

describe.each(titled)('%s', (_, proof) => {
  test('stops what it is there for, whatever policies allow', async () => {
    for (const { request, without, verdicts } of await judged(proof, proof.stops)) {
      const expected = CALLERS.map((caller, at) => isBound(proof, caller) ? 'never' : without[at]);
      expect([request, verdicts]).toEqual([request, expected]);
      // It is the guardrail that stops it, and nothing else.
      expect([request, without[index('role with AdministratorAccess')], without[index('root user')]]).toEqual([request, 'may', 'may']);
    }
  });

  test('leaves everything else as it was, for everybody', async () => {
    for (const { request, without, verdicts } of await judged(proof, proof.leaves)) {
      expect([request, verdicts]).toEqual([request, without]);
      expect([request, verdicts[index('role with AdministratorAccess')]]).toEqual([request, 'may']);
    }
  });

  test('is asked for three decisions each way or more', () => {
    const passed = [...proof.leaves, ...proof.exempts ? proof.stops : []];
    expect(proof.stops.length).toBeGreaterThanOrEqual(3);
    expect(passed.length).toBeGreaterThanOrEqual(3);
  });
});

describe('The guardrails', () => {
  test('are all there, once, in the order of the catalogue', () => {
    const factories = Object.getOwnPropertyNames(Guardrail).filter((name) => typeof (Guardrail as unknown as Record<string, unknown>)[name] === 'function' && name !== 'recommended');
    const camel = (id: string) => id.replace(/-(.)/g, (__, letter: string) => letter.toUpperCase());
    expect(PROOFS.map(({ guardrail }) => camel(guardrail.id))).toEqual(factories);
    expect(factories.length).toBeGreaterThanOrEqual(60);
  });

  test.each([
    ['an administrator in a member account cannot stop the trail', 'administrator', 'cloudtrail:StopLogging', Guardrail.protectAuditTrail(), 'never'],
    ['the deployment role can', 'deployment role', 'cloudtrail:StopLogging', Guardrail.protectAuditTrail(), 'may'],
    ['the root user cannot', 'root user', 'cloudtrail:StopLogging', Guardrail.rootUser(), 'never'],
  ] as const)('decide: %s', async (__, caller, action, guardrail, verdict) => {
    expect(await judge(called(caller), [action, 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/secure-baseline'], [documentOf(guardrail)])).toBe(verdict);
  });

  test('decide: ec2:* denied beats whatever allows it', async () => {
    const instances = ['ec2:DescribeInstances', '*'] as const;
    const denied = [documentOf(Guardrail.deniedServices(['ec2']))];
    for (const caller of CALLERS.filter(({ name }) => name !== 'deployment role')) {
      expect([caller.name, await judge(caller, instances, denied)]).toEqual([caller.name, 'never']);
    }
    expect(await judge(called('developer'), instances, [])).toBe('may');
  });

  test('that are recommended leave the developer and finance their work, all together', async () => {
    const documents = Guardrail.recommended().map(documentOf);
    for (const [caller, action, resource] of [
      ['developer', 'ec2:DescribeInstances', '*'], ['developer', 'dynamodb:PutItem', 'arn:aws:dynamodb:eu-central-1:111122223333:table/workload-app'],
      ['finance', 'ce:GetCostAndUsage', '*'], ['auditor', 'cloudtrail:LookupEvents', '*'], ['support', 'support:CreateCase', '*'],
      ['role with AdministratorAccess', 's3:CreateBucket', 'arn:aws:s3:::shared'], ['deployment role', 'cloudtrail:UpdateTrail', 'arn:aws:cloudtrail:eu-central-1:111122223333:trail/secure-baseline'],
    ] as const) {
      expect([caller, action, await judge(called(caller), [action, resource], documents)])
        .toEqual([caller, action, await judge(called(caller), [action, resource], [])]);
    }
  });

  test('would be noticed when one of their denials went, in every proof', async () => {
    for (const proof of PROOFS) {
      for (const removed of proof.guardrail._statements(['arn:*:iam::*:role/stacksets-exec-*'])) {
        const rest = proof.guardrail._statements(['arn:*:iam::*:role/stacksets-exec-*']).filter(({ Sid: sid }) => sid !== removed.Sid);
        const caller = called(proof.binds?.includes('root user') ? 'root user' : 'user with AdministratorAccess');
        const verdicts = await Promise.all(proof.stops.map((request) => judge(caller, request, rest.length === 0 ? [] : [{ Version: '2012-10-17', Statement: rest }])));
        expect([removed.Sid, verdicts.includes('may')]).toEqual([removed.Sid, true]);
      }
    }
  });

  test('are what docs/guardrails.md says; node -r ts-node/register/transpile-only test/proofs/guardrails.ts --write', async () => {
    const [guardrails] = readFileSync(DOCUMENT, 'utf8').split('\n## Resource controls\n');
    expect(guardrails).toBe(await renderGuardrails());
  }, 60_000);
});
