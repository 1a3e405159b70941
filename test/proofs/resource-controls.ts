import { AnonymousRequestPrincipal, anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate';
import { ResourceControl } from '../../lib/organization/resource-control';
import { ACCOUNT, ADMINISTRATOR, FOREIGN_ACCOUNT } from '../support';
import { iam } from './escalation-paths';
import { Context, Request } from './guardrail-table';
import { Verdict } from './person';
import { ORGANIZATION, PARTNER, RESOURCE_PROOFS, ResourceProof } from './resource-control-table';

/** Who asks for something in a member account. */
export interface ResourceCaller { readonly name: string; readonly principal: string | AnonymousRequestPrincipal; readonly context: Context }

const identity = (name: string, arn: string, organization?: string, more: Context = {}): ResourceCaller => ({
  name, principal: arn,
  context: {
    'aws:PrincipalAccount': arn.split(':')[4], 'aws:PrincipalArn': arn, 'aws:PrincipalIsAWSService': 'false', ...organization && { 'aws:PrincipalOrgID': organization }, ...more,
  },
});
const service = (name: string, account?: string, organization?: string): ResourceCaller => ({
  name, principal: 'delivery.logs.amazonaws.com',
  context: { 'aws:PrincipalIsAWSService': 'true', ...account && { 'aws:SourceAccount': account }, ...organization && { 'aws:SourceOrgID': organization } },
});

/** Those of the organization, those outside, AWS services, and who comes with a token of a provider. All policies let all of them in. */
export const RESOURCE_CALLERS: readonly ResourceCaller[] = [
  identity('own role', ADMINISTRATOR, ORGANIZATION),
  identity('own root user', iam('root'), ORGANIZATION),
  identity('own IAM user', iam('user/ann'), ORGANIZATION),
  identity('own person', iam('role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Developer_0123456789abcdef'), ORGANIZATION),
  // Whatever else the service says.
  identity('own role through a service', ADMINISTRATOR, ORGANIZATION, { 'aws:ViaAWSService': 'true', 'aws:SourceAccount': FOREIGN_ACCOUNT }),
  identity('the organization', 'arn:aws:iam::444455556666:role/App', ORGANIZATION),
  identity('a partner', `arn:aws:iam::${PARTNER}:role/Vendor`, 'o-yyyyyyyyyy'),
  // An account that is in no organization says nothing of one.
  identity('another account', `arn:aws:iam::${FOREIGN_ACCOUNT}:role/stacksets-exec-0123456789abcdef`),
  { name: 'anybody', principal: anonymousPrincipal, context: {} },
  service('service for own account', ACCOUNT, ORGANIZATION),
  service('service for a partner', PARTNER, 'o-yyyyyyyyyy'),
  service('service for another account', FOREIGN_ACCOUNT),
  service('service for itself'),
  { name: 'web identity', principal: anonymousPrincipal, context: {} },
];

/** Whether a caller can ask so at all. Amazon S3 and Amazon SQS alone take requests without a signature. */
export function asks({ name }: ResourceCaller, [action]: Request): boolean {
  return (name === 'web identity') === (action === 'sts:AssumeRoleWithWebIdentity') && (name !== 'anybody' || /^(s3|sqs):/.test(action));
}

/** The simulator knows the subjects of some providers alone: keys that it knows and that nothing here uses stand for the others. */
const STAND_INS = { 'token.actions.githubusercontent.com:sub': 'gitlab.com:user_login', 'oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D:sub': 'gitlab.com:user_email' };
const known = <T>(value: T): T => JSON.parse(Object.entries(STAND_INS).reduce((text, [key, standIn]) => text.replaceAll(`"${key}"`, `"${standIn}"`), JSON.stringify(value))) as T;

const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ALL_TO_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/** The document a resource control alone would be. */
export function resourceDocumentOf(control: ResourceControl): object {
  return { Version: '2012-10-17', Statement: control._statements() };
}

/** What becomes of a request where these documents bind the account of the resource, and all other policies allow everything to everybody. */
export async function judgeResource({ name, principal, context }: ResourceCaller, [action, resource, more]: Request, documents: readonly object[]): Promise<Verdict> {
  const secure = { 'aws:SecureTransport': 'true' };
  const simulated = await runSimulation({
    request: { principal, action, resource: { resource, accountId: ACCOUNT }, contextVariables: known({ ...secure, ...context, ...more }) },
    identityPolicies: typeof principal === 'string' && principal.startsWith('arn:') ? [{ name: 'all', policy: ALL }] : [],
    serviceControlPolicies: [],
    resourceControlPolicies: [{ orgIdentifier: 'r-root', policies: documents.map((policy, index) => ({ name: `controls-${index}`, policy: known(policy) })) }],
    resourcePolicy: ALL_TO_ALL,
  }, {});
  if (simulated.resultType !== 'single' || simulated.result.ignoredContextKeys?.length) {
    throw new Error(`${action} on ${resource} by ${name} is not simulated as asked: ${JSON.stringify(simulated).slice(-500)}`);
  }
  return simulated.overallResult === 'Allowed' ? 'may' : simulated.overallResult === 'ExplicitlyDenied' ? 'never' : 'may not';
}

const asked = new Map<string, Promise<(Verdict | undefined)[]>>();

/** What becomes of a request for each caller, in their order; nothing for those who cannot ask so. */
export function judgeResourceForAll(request: Request, documents: readonly object[]): Promise<(Verdict | undefined)[]> {
  const key = JSON.stringify([request, documents]);
  const verdicts = asked.get(key) ?? Promise.all(RESOURCE_CALLERS.map((caller) => asks(caller, request) ? judgeResource(caller, request, documents) : undefined));
  asked.set(key, verdicts);
  return verdicts;
}

/** What a proof says becomes of a request. */
export function expectedFor({ binds, stops }: ResourceProof, request: Request): (Verdict | undefined)[] {
  return RESOURCE_CALLERS.map((caller) => !asks(caller, request) ? undefined : stops.includes(request) && binds.includes(caller.name) ? 'never' : 'may');
}

/** What an auditor reads of resource controls. */
export async function renderResourceControls(): Promise<string> {
  const recommended = new Set(ResourceControl.recommended(ORGANIZATION).map(({ id }) => id));
  const sections: string[] = [];
  let decisions = 0;
  for (const { control, stops, leaves } of RESOURCE_PROOFS) {
    const { id, what, why, binds, exceptions, link } = control;
    const requests = [...stops, ...leaves];
    const columns = RESOURCE_CALLERS.filter((caller) => requests.some((request) => asks(caller, request)));
    const rows: string[] = [];
    for (const request of requests) {
      const [action, resource, context] = request;
      const verdicts = await judgeResourceForAll(request, [resourceDocumentOf(control)]);
      decisions += verdicts.filter((verdict) => verdict !== undefined).length;
      const words = Object.entries(context ?? {}).map(([key, value]) => `, \`${key}\` ${[value].flat().join(', ')}`).join('');
      rows.push(`| \`${action}\` | \`${resource}\`${words} | ${columns.map((caller) => verdicts[RESOURCE_CALLERS.indexOf(caller)] ?? '').join(' | ')} |`);
    }
    sections.push(
      '', `### ${id}`, '', `${what} ${why}`, '',
      `- Binds: ${binds}`, `- Leaves alone: ${exceptions}`, `- ${JSON.stringify(resourceDocumentOf(control)).length} characters${recommended.has(id) ? ', recommended' : ''}; [AWS](${link})`, '',
      `| action | resource | ${columns.map(({ name }) => name).join(' | ')} |`, `|---|---|${columns.map(() => '---|').join('')}`, ...rows,
    );
  }
  return [
    '## Resource controls', '',
    `What ${RESOURCE_PROOFS.length} resource controls stop and what they leave: ${decisions} decisions. All other policies allow everything to everybody here, so that it is the control that decides.`, '',
    `The resources are in the member account ${ACCOUNT} of the organization ${ORGANIZATION}, the partner is ${PARTNER}, and the other account is in no organization.`,
    'A person is somebody who came through IAM Identity Center. Where a field is empty, such a caller cannot ask so.',
    'Service-linked roles and resources of the management account are bound by no resource control. Change the requests in `test/proofs/resource-control-table.ts`.', '',
    '| resource control | what | recommended |', '|---|---|---|',
    ...RESOURCE_PROOFS.map(({ control: { id, what } }) => `| [${id}](#${id}) | ${what} | ${recommended.has(id) ? 'yes' : ''} |`),
    ...sections, '',
  ].join('\n');
}
