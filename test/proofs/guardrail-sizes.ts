import { Guardrail, PolicyPacking, PolicyQuotaOptions, PolicyTarget } from '../../lib';
import { compile } from '../../lib/organization/policy-compiler';
import { characters, documentOf } from '../../lib/organization/policy-compiler-statements';
import { PROOFS } from './guardrail-table';

const EXEMPT_ROLES = ['arn:*:iam::*:role/stacksets-exec-*'];

/** What AWS Organizations takes now, and took before May 2026. */
export const QUOTAS: readonly (readonly [string, PolicyQuotaOptions])[] = [
  ['10,240 characters', {}], ['5,120 characters', { serviceControlCharacters: 5120, serviceControlPolicies: 5 }],
];

/** Those of the catalogue that may hold together: what denies everything makes all others idle. */
export const TOGETHER: readonly Guardrail[] = PROOFS.map(({ guardrail }) => guardrail).filter(({ id }) => id !== 'quarantine');

/** Characters of each document that guardrails make at one target, in the order in which they are attached. */
export function sizes(guardrails: readonly Guardrail[], packing: PolicyPacking, quotas: PolicyQuotaOptions): number[] {
  return compile([PolicyTarget.root('r-root', { guardrails: [...guardrails] })], EXEMPT_ROLES, packing, quotas).policies.map((policy) => policy.characters);
}

/** Characters of the document that a guardrail is by itself. */
export function sizeAlone(guardrail: Guardrail): number {
  return characters(documentOf([guardrail._piece(EXEMPT_ROLES)]));
}

/** What fits, for those who plan an organization. */
export function renderSizes(): string[] {
  const alone = new Map(PROOFS.map(({ guardrail }) => [guardrail.id, sizeAlone(guardrail)]));
  const sets = [['recommended', Guardrail.recommended()], [`all but quarantine: ${TOGETHER.length}`, TOGETHER]] as const;
  const packings = [['stable', PolicyPacking.stable()], ['dense', PolicyPacking.dense()]] as const;
  const count = (number: number) => number.toLocaleString('en-US');
  return [
    '', '## Sizes', '',
    'Characters after minifying, as AWS Organizations counts them, with the roles of AWS CloudFormation StackSets exempt. A target carries ten policies of 10,240 characters, and',
    '`FullAWSAccess` is one of them. Before May 2026 it was five of 5,120, and still is where AWS has not raised it. What does not fit one target is divided among units.',
    'Guardrails with input are measured with that of the tables below.', '',
    '| at one target | quota | packing | policies | fit | characters of each | one by one |', '|---|---|---|---|---|---|---|',
    ...sets.flatMap(([name, guardrails]) => QUOTAS.flatMap(([quota, quotas]) => packings.map(([packing, how]) => {
      const made = sizes(guardrails, how, quotas);
      const fit = made.length < (quotas.serviceControlPolicies ?? 10) ? 'yes' : 'no';
      const apart = [...guardrails].map(({ id }) => alone.get(id)!).reduce((sum, size) => sum + size);
      return `| ${name} | ${quota} | ${packing} | ${made.length} | ${fit} | ${made.map(count).join(' + ')} | ${count(apart)} |`;
    }))),
    '', '| guardrail | characters in a policy of its own |', '|---|---|',
    ...[...alone].sort(([one, long], [other, longer]) => longer - long || (one < other ? -1 : 1)).map(([id, size]) => `| [${id}](#${id}) | ${count(size)} |`),
  ];
}
