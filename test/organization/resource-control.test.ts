import { Duration, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatementJson } from '../../lib/organization/guardrails/guardrail-entry';
import { OrganizationPolicies, OrganizationPoliciesProps } from '../../lib/organization/organization-policies';
import { PolicyTarget } from '../../lib/organization/policy-target';
import { ResourceControl } from '../../lib/organization/resource-control';
import { ORGANIZATION, PARTNER, RESOURCE_PROOFS } from '../proofs/resource-control-table';
import { asks, judgeResource, judgeResourceForAll, RESOURCE_CALLERS, resourceDocumentOf } from '../proofs/resource-controls';
import { idle, Statement } from '../statements';
import { problemsOf, synthesize } from '../support';

const CATALOGUE = RESOURCE_PROOFS.map(({ control }) => control);

/** As the user guide of AWS Organizations lists them in November 2026. */
const SUPPORTED = ('aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data codeartifact codebuild codecommit codepipeline '
  + 'cognito-identity cognito-idp comprehend comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health inspector-scan '
  + 'kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery '
  + 'signin sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray').split(' ');

const refusalsOf = (...controls: ResourceControl[]) => problemsOf((stack) =>
  new OrganizationPolicies(stack, 'Policies', { targets: [PolicyTarget.root('r-a1b2', { controls })] }));
const made = (controls: ResourceControl[], props: Partial<OrganizationPoliciesProps> = {}) => synthesize((stack) => {
  new OrganizationPolicies(stack, 'Policies', { targets: [PolicyTarget.root('r-a1b2', { controls })], ...props });
});
const documentsOf = (template: Template) => Object.values(template.findResources('AWS::Organizations::Policy'))
  .map(({ Properties }) => Properties as { Type: string; Content: { Version: string; Statement: PolicyStatementJson[] } });

/** What AWS Organizations would not take in a resource control policy. */
function mistakes({ Effect: effect, Principal: principal, Action: actions = [], Resource: resource, Condition: condition, ...rest }: Partial<PolicyStatementJson> & object): string[] {
  return [
    ...effect === 'Deny' ? [] : ['an effect but Deny'],
    ...principal === '*' ? [] : ['a principal but everybody'],
    ...actions.length > 0 ? [] : ['no action'],
    ...actions.filter((action) => !/^[a-z0-9-]+:[A-Za-z*?]+$/.test(action)).map((action) => `${action}, which names no service`),
    ...actions.filter((action) => !SUPPORTED.includes(action.split(':')[0])).map((action) => `${action} of a service that takes none`),
    ...resource === undefined ? ['no resource'] : [],
    ...condition === undefined ? ['no condition, so that it would deny everything'] : [],
    ...Object.keys(rest).filter((element) => element !== 'Sid').map((element) => `the element ${element}`),
  ];
}

describe('ResourceControl', () => {
  it('has an id of its own for each entry of the catalogue', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it.each(CATALOGUE)('says what $id keeps from happening, why, for whom and with which exceptions, in sentences', ({ what, why, binds, exceptions, link }) => {
    expect([what, why, binds, exceptions]).toEqual([1, 2, 3, 4].map(() => expect.stringMatching(/^[A-Z].{5,}\.$/)));
    expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[^ ]+\.html$/);
  });

  it.each(CATALOGUE)('makes of $id what AWS Organizations takes', (control) => {
    expect(control._statements().flatMap(mistakes)).toEqual([]);
    for (const { Sid: sid, Action: actions = [] } of control._statements()) {
      expect(sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(new Set(actions).size).toBe(actions.length);
    }
  });

  it.each<[string, Partial<PolicyStatementJson> & object]>([
    ['an effect but Deny', { Effect: 'Allow' as 'Deny' }],
    ['a principal but everybody', { Principal: { AWS: '111122223333' } as unknown as '*' }],
    ['*, which names no service', { Action: ['*'] }],
    ['s3*:GetObject, which names no service', { Action: ['s3*:GetObject'] }],
    ['ec2:RunInstances of a service that takes none', { Action: ['ec2:RunInstances'] }],
    ['the element NotAction', { NotAction: ['s3:*'] }],
    ['the element NotPrincipal', { NotPrincipal: '*' } as object],
    ['no action', { Action: undefined }],
    ['no resource', { Resource: undefined }],
    ['no condition, so that it would deny everything', { Condition: undefined }],
  ])('would notice %s', (mistake, wrong) => {
    const [statement] = ResourceControl.secureTransport()._statements();
    expect(mistakes({ ...statement, ...wrong })).toContain(mistake);
  });

  it.each(CATALOGUE)('names nothing in vain in $id: each action exists and knows its conditions', async (control) => {
    expect((await Promise.all(control._statements().map((statement) => idle(statement as Statement)))).flat()).toEqual([]);
  });

  it('uses no name of a statement twice', () => {
    const sids = CATALOGUE.flatMap((control) => control._statements().map(({ Sid: sid }) => sid));
    expect(sids.filter((sid, index) => sids.indexOf(sid) !== index)).toEqual([]);
  });

  it('exempts no role by its ARN: other accounts have roles of the same name', () => {
    expect(JSON.stringify(CATALOGUE.map((control) => control._statements()))).not.toMatch(/ArnNot|stacksets/);
    expect(ResourceControl.bucketIdentities(ORGANIZATION)._piece()).toEqual({
      id: 'bucket-identities', type: 'RESOURCE_CONTROL_POLICY', statements: ResourceControl.bucketIdentities(ORGANIZATION)._statements(),
    });
  });

  it('names no account where there are no partners', () => {
    const alone = [...ResourceControl.recommended(ORGANIZATION), ResourceControl.roleIdentities(ORGANIZATION)];
    expect(JSON.stringify(alone.map((control) => [control._statements(), control.exceptions]))).not.toMatch(/aws:PrincipalAccount|"aws:SourceAccount":\[|The accounts/);
    expect(ResourceControl.roleIdentities(ORGANIZATION, [PARTNER]).exceptions).toContain(PARTNER);
  });

  it('does not notice when lists that it was given change later', () => {
    const partners = [PARTNER];
    const control = ResourceControl.keyIdentities(ORGANIZATION, partners);
    partners.push('*');
    expect(JSON.stringify(control._statements())).not.toContain('"*"]');
    expect(refusalsOf(control)).toEqual([]);
  });

  it('recommends what stops nobody who is expected', () => {
    expect(ResourceControl.recommended(ORGANIZATION).map(({ id }) => id)).toEqual([
      'key-identities', 'secret-identities', 'table-identities', 'search-identities', 'services-for-others', 'secure-transport', 'customer-provided-keys', 'old-signatures',
    ]);
  });

  it.each<[string, ResourceControl, string]>([
    ['an organization', ResourceControl.bucketIdentities('r-a1b2'),
      'organizationId: got "r-a1b2"; allowed is the id of an organization: o- and 10 to 32 letters and digits; run aws organizations describe-organization'],
    ['an organization of services', ResourceControl.servicesForOthers('o-1'),
      'organizationId: got "o-1"; allowed is the id of an organization: o- and 10 to 32 letters and digits; run aws organizations describe-organization'],
    ['an organization of networks', ResourceControl.expectedNetworks('o-1', ['203.0.113.0/24']),
      'organizationId: got "o-1"; allowed is the id of an organization: o- and 10 to 32 letters and digits; run aws organizations describe-organization'],
    ['partners', ResourceControl.roleIdentities(ORGANIZATION, ['*']),
      'partnerAccounts[0]: got "*"; allowed is the 12 digits of an AWS account, as a string; copy it from the account menu of the console, without dashes'],
    ['partners of their own', ResourceControl.servicesForOthers(ORGANIZATION, [PARTNER, PARTNER]), `partnerAccounts[1]: got "${PARTNER}"; allowed is each value once; name each account once`],
    ['providers', ResourceControl.webIdentityProviders(['https://gitlab.com']),
      'providers[0]: got "https://gitlab.com"; allowed is the URL of a provider without https://; write it like token.actions.githubusercontent.com'],
    ['GitHub organizations', ResourceControl.githubOrganizations(['*']),
      'organizations[0]: got "*"; allowed is the name of an organization or a person on GitHub; write it as its address at github.com is, with upper and lower case'],
    ['repositories', ResourceControl.githubOrganizations(['acme', 'acme/app']),
      'organizations[1]: got "acme/app"; allowed is the name of an organization or a person on GitHub; write it as its address at github.com is, with upper and lower case'],
    ['times', ResourceControl.presignedUrls(Duration.days(7)), 'maxAge: got 10080; allowed is a whole number from 1 to 10079; pass a Duration of so many whole minutes'],
    ['parts of minutes', ResourceControl.presignedUrls(Duration.seconds(90)), 'maxAge: got 1.5; allowed is a whole number from 1 to 10079; pass a Duration of so many whole minutes'],
    ...['10.0.0.0/8', '0.0.0.0/0', '::/0', '203.0.113.7/24', 'office'].map((address): [string, ResourceControl, string] => [
      `${address} for addresses`, ResourceControl.expectedNetworks(ORGANIZATION, [address]),
      `addresses[0]: got "${address}"; allowed is a block of public addresses in CIDR notation, with no address bits after the prefix; write it like 203.0.113.0/24`,
    ]),
    ['addresses twice', ResourceControl.expectedNetworks(ORGANIZATION, ['203.0.113.0/24', '203.0.113.0/24']), 'addresses[1]: got "203.0.113.0/24"; allowed is each value once; name each block once'],
    ['no addresses', ResourceControl.expectedNetworks(ORGANIZATION, []),
      'addresses: got a list of 0; allowed is one block or more; name the addresses your people come from: with none, nobody would get in'],
    ['no providers', ResourceControl.webIdentityProviders([]), 'providers: got a list of 0; allowed is one or more; write it like token.actions.githubusercontent.com'],
  ])('refuses %s', (_, control, problem) => {
    expect(refusalsOf(control)).toEqual([`- targets[0].controls[0].${problem}`]);
  });

  it('refuses all problems of all controls together, and the same control twice', () => {
    expect(refusalsOf(ResourceControl.keyIdentities('x', ['y']), ResourceControl.secureTransport(), ResourceControl.secureTransport())).toEqual([
      expect.stringContaining('controls[0].organizationId: got "x"'), expect.stringContaining('controls[0].partnerAccounts[0]: got "y"'),
      '- targets[0].controls[2]: got "secure-transport"; allowed is each value once; name each control once',
    ]);
  });

  it('takes what is known at deployment only', () => {
    const token = Token.asString({ 'Fn::GetAtt': ['Organization', 'Id'] });
    const [{ Content: { Statement: [statement] } }] = documentsOf(made([ResourceControl.bucketIdentities(token, [Token.asString({ Ref: 'Partner' })])]));
    expect(statement.Condition!.StringNotEquals).toEqual({ 'aws:PrincipalOrgID': { 'Fn::GetAtt': ['Organization', 'Id'] }, 'aws:PrincipalAccount': [{ Ref: 'Partner' }] });
    expect(refusalsOf(ResourceControl.expectedNetworks(token, [Token.asString({ Ref: 'Office' })]))).toEqual([]);
  });
});

describe('The policies that resource controls become', () => {
  const MERGED = documentsOf(made(CATALOGUE)).map(({ Content: content }) => content);
  const APART = CATALOGUE.map(resourceDocumentOf);

  it('are resource control policies within the quotas, one for all that are recommended', () => {
    const [recommended, ...more] = documentsOf(made(ResourceControl.recommended(ORGANIZATION, [PARTNER])));
    expect(more).toEqual([]);
    expect(recommended.Type).toBe('RESOURCE_CONTROL_POLICY');
    const all = documentsOf(made(CATALOGUE));
    expect(all.length).toBeLessThanOrEqual(4);
    expect([recommended, ...all].filter(({ Content: content }) => JSON.stringify(content).length > 5120)).toEqual([]);
    expect([recommended, ...all].flatMap(({ Content: { Statement: statements } }) => statements.flatMap(mistakes))).toEqual([]);
  });

  it('say once what identities of several services have in common', () => {
    const [{ Content: { Statement: statements } }] = documentsOf(made([
      ResourceControl.bucketIdentities(ORGANIZATION), ResourceControl.keyIdentities(ORGANIZATION), ResourceControl.secretIdentities(ORGANIZATION),
    ]));
    expect(statements.map(({ Action: actions }) => actions)).toEqual([['kms:*', 's3:*', 'secretsmanager:*']]);
  });

  it('share their place with no service control policy', () => {
    expect(documentsOf(made([ResourceControl.secureTransport()])).map(({ Type: type }) => type)).toEqual(['RESOURCE_CONTROL_POLICY']);
  });

  it('need another place where Control Tower has taken them all', () => {
    expect(problemsOf((stack) => new OrganizationPolicies(stack, 'Policies', {
      targets: [PolicyTarget.root('r-a1b2', { controls: CATALOGUE })], resourceControlCharacters: 1000, reservedResourceControlPolicies: 3,
    }))).not.toEqual([]);
  });

  it.each(RESOURCE_PROOFS.map((proof) => ({ id: proof.control.id, proof })))('decide with $id among all others as all do side by side', async ({ proof }) => {
    const [stopped, left] = [proof.stops[0], proof.leaves[0]];
    expect(await judgeResourceForAll(stopped, MERGED)).toEqual(await judgeResourceForAll(stopped, APART));
    expect(await judgeResourceForAll(left, MERGED)).toEqual(await judgeResourceForAll(left, APART));
  });

  it.each(RESOURCE_PROOFS.map((proof) => ({ id: proof.control.id, proof })))('stop all that $id stops', async ({ proof }) => {
    for (const request of proof.stops) {
      for (const caller of RESOURCE_CALLERS.filter((each) => proof.binds.includes(each.name) && asks(each, request))) {
        expect([request, caller.name, await judgeResource(caller, request, MERGED)]).toEqual([request, caller.name, 'never']);
      }
    }
  });
});
