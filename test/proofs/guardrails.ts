import { writeFileSync } from 'fs';
import { join } from 'path';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { Guardrail } from '../../lib';
import { ACCOUNT, ADMINISTRATOR, REGION } from '../support';
import { renderSizes } from './guardrail-sizes';
import { Proof, PROOFS, Request } from './guardrail-table';
import { ALMIGHTY, PEOPLE } from './people';
import { HeldPolicy, Verdict } from './person';
import { renderResourceControls } from './resource-controls';

/** Somebody in a member account. */
export interface Caller { readonly name: string; readonly arn: string; readonly policies: readonly HeldPolicy[]; readonly mfa?: boolean }

/** The roles that guardrails let deploy, as StackSets makes them. */
export const EXEMPT_ROLES = ['arn:*:iam::*:role/stacksets-exec-*'];

const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;

/** The personas of this package, in sessions with MFA, and those whom no policy of their own limits. */
export const CALLERS: readonly Caller[] = [
  ...Object.entries(PEOPLE).map(([name, { policies }]) => ({ name, arn: user('ann'), policies, mfa: true })),
  { name: 'user with AdministratorAccess', arn: user('eve'), policies: ALMIGHTY.policies, mfa: true },
  { name: 'role with AdministratorAccess', arn: ADMINISTRATOR, policies: ALMIGHTY.policies },
  { name: 'deployment role', arn: `arn:aws:iam::${ACCOUNT}:role/stacksets-exec-0123456789abcdef`, policies: ALMIGHTY.policies },
  { name: 'root user', arn: `arn:aws:iam::${ACCOUNT}:root`, policies: ALMIGHTY.policies },
];

const KEY_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};
const FULL_ACCESS = { name: 'FullAWSAccess', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };

/** The document a guardrail alone would be. */
export function documentOf(guardrail: Guardrail): object {
  return { Version: '2012-10-17', Statement: guardrail._statements(EXEMPT_ROLES) };
}

/** What becomes of a request, where these documents bind the account. */
export async function judge(caller: Caller, [action, resource, context]: Request, documents: object[]): Promise<Verdict> {
  const simulated = await runSimulation({
    request: {
      principal: caller.arn, action, resource: { resource, accountId: ACCOUNT },
      contextVariables: {
        'aws:PrincipalAccount': ACCOUNT, 'aws:PrincipalArn': caller.arn, 'aws:RequestedRegion': REGION,
        ...caller.arn.includes(':user/') ? { 'aws:username': caller.arn.split('/')[1] } : {},
        ...caller.mfa === undefined ? {} : { 'aws:MultiFactorAuthPresent': String(caller.mfa) },
        ...context,
      },
    },
    identityPolicies: [...caller.policies],
    serviceControlPolicies: [{ orgIdentifier: 'r-root', policies: [FULL_ACCESS, ...documents.map((policy, index) => ({ name: `guardrails-${index}`, policy }))] }],
    resourceControlPolicies: [],
    ...resource.startsWith('arn:aws:kms:') ? { resourcePolicy: KEY_POLICY } : {},
  }, {});
  if (simulated.resultType === 'error') {
    throw new Error(`${action} on ${resource} cannot be judged: ${JSON.stringify(simulated.errors)}`);
  }
  const ignored = (simulated.resultType === 'single' ? [simulated.result] : simulated.results).flatMap(({ ignoredContextKeys }) => ignoredContextKeys ?? []);
  if (ignored.length > 0) {
    throw new Error(`${action} on ${resource} knows nothing of ${ignored.join(', ')}`);
  }
  return simulated.overallResult === 'Allowed' ? 'may' : simulated.overallResult === 'ExplicitlyDenied' ? 'never' : 'may not';
}

/** A request, and what becomes of it for each caller, in the order of CALLERS. */
export interface Judged { readonly request: Request; readonly without: readonly Verdict[]; readonly verdicts: readonly Verdict[] }

const asked = new Map<string, Promise<readonly Verdict[]>>();
const judgeAll = (request: Request, documents: object[]) => {
  const key = JSON.stringify([request, documents]);
  const verdicts = asked.get(key) ?? Promise.all(CALLERS.map((caller) => judge(caller, request, documents)));
  asked.set(key, verdicts);
  return verdicts;
};

/** Every request of a list, for every caller, where the guardrail is in force and where it is not. */
export function judged({ guardrail }: Proof, requests: readonly Request[]): Promise<Judged[]> {
  return Promise.all(requests.map(async (request) => ({
    request, without: await judgeAll(request, []), verdicts: await judgeAll(request, [documentOf(guardrail)]),
  })));
}

/** Whether a proof says that the guardrail binds a caller. */
export function isBound({ binds, exempts }: Proof, { name }: Caller): boolean {
  return binds ? binds.includes(name) : !(exempts && name === 'deployment role');
}

/** What an auditor reads of guardrails. */
export async function renderGuardrails(): Promise<string> {
  const recommended = new Set(Guardrail.recommended().map(({ id }) => id));
  const sections: string[][] = [];
  let decisions = 0;
  for (const proof of PROOFS) {
    const { id, what, why, binds, exceptions, link } = proof.guardrail;
    const rows = [...await judged(proof, proof.stops), ...await judged(proof, proof.leaves)];
    decisions += rows.length * CALLERS.length;
    sections.push([
      '', `## ${id}`, '', `${what} ${why}`, '',
      `- Binds: ${binds}`, `- Leaves alone: ${exceptions}`, `- ${JSON.stringify(documentOf(proof.guardrail)).length} characters${recommended.has(id) ? ', recommended' : ''}; [AWS](${link})`, '',
      `| action | resource | ${CALLERS.map(({ name }) => name).join(' | ')} |`, `|---|---|${CALLERS.map(() => '---|').join('')}`,
      ...rows.map(({ request: [action, resource, context], verdicts }) => `| \`${action}\` | \`${resource}\`${words(context)} | ${verdicts.join(' | ')} |`),
    ]);
  }
  return [
    '# Guardrails', '',
    `What ${PROOFS.length} guardrails stop and what they leave: ${decisions} decisions, each a request simulated against one guardrail and the policies of whoever asks, at every test run.`, '',
    '- **may**: policies allow it, and the guardrail lets it pass.',
    '- **may not**: no policy of whoever asks allows it.',
    '- **never**: it is denied, by the guardrail or by the persona itself. No other policy can allow it.', '',
    `All callers are in the member account ${ACCOUNT}, people in sessions with MFA. The deployment role is the one that AWS CloudFormation StackSets makes in each account.`,
    'The management account and service-linked roles are bound by no guardrail. This file is written by `test/proofs/guardrails.ts`; change the requests in `test/proofs/guardrail-table.ts`.',
    'What binds strangers too, at the resources of the organization, is under [resource controls](#resource-controls).', '',
    '| guardrail | what | recommended |', '|---|---|---|',
    ...PROOFS.map(({ guardrail: { id, what } }) => `| [${id}](#${id}) | ${what} | ${recommended.has(id) ? 'yes' : ''} |`),
    ...renderSizes(), ...sections.flat(), '',
  ].join('\n');
}

function words(context: Request[2]): string {
  return Object.entries(context ?? {}).map(([key, value]) => `, \`${key}\` ${[value].flat().join(', ')}`).join('');
}

/** The document of guardrails and resource controls, in this order. */
export const DOCUMENT = join(__dirname, '../../docs/guardrails.md');

if (require.main === module && process.argv.includes('--write')) {
  void Promise.all([renderGuardrails(), renderResourceControls()]).then((parts) => writeFileSync(DOCUMENT, parts.join('\n')));
}
