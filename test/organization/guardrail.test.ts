import { Token } from 'aws-cdk-lib';
import { Guardrail, OrganizationPolicies, PolicyTarget } from '../../lib';
import { PROOFS } from '../proofs/guardrail-table';
import { idle, Statement } from '../statements';
import { problemsOf } from '../support';

const CATALOGUE = PROOFS.map(({ guardrail }) => guardrail);
const refusalsOf = (guardrail: Guardrail) => problemsOf((stack) => new OrganizationPolicies(stack, 'Policies', { targets: [PolicyTarget.root('r-a1b2', { guardrails: [guardrail] })] }));
const refusals = (regions: string[]) => refusalsOf(Guardrail.allowedRegions(regions));

describe('Guardrail', () => {
  it('has an id of its own for each entry of the catalogue, and keeps those that were there first', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
    expect(ids).toEqual(expect.arrayContaining([
      'leaving-organization', 'root-user', 'protect-audit-trail', 'protect-configuration', 'protect-detection', 'protect-access-analyzer', 'allowed-regions',
    ]));
  });

  it.each(CATALOGUE)('says what $id keeps from happening, why, for whom and with which exceptions, in sentences', ({ what, why, binds, exceptions, link }) => {
    expect([what, why, binds, exceptions]).toEqual([1, 2, 3, 4].map(() => expect.stringMatching(/^[A-Z].{5,}\.$/)));
    expect(link).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/[^ ]+\.html$/);
  });

  it.each(CATALOGUE)('names nothing in vain in $id: each action exists, knows its conditions and works on its resources', async (guardrail) => {
    const all = guardrail._statements(['arn:*:iam::*:role/stacksets-exec-*']).flatMap((statement) => [statement as Statement, { Action: statement.NotAction }]);
    expect((await Promise.all(all.map(idle))).flat()).toEqual([]);
  });

  it.each(CATALOGUE)('names each action once in a statement of $id, denies, and has a name for each statement that AWS takes', (guardrail) => {
    for (const { Action: named = [], NotAction: others = [], Sid: sid, Effect: effect, Resource: resource } of guardrail._statements([])) {
      expect(new Set([...named, ...others]).size).toBe(named.length + others.length);
      expect([sid, effect]).toEqual([expect.stringMatching(/^[A-Za-z0-9]+$/), 'Deny']);
      expect([resource].flat().filter((pattern) => !/^(\*|arn:\*:[a-z0-9-]+:\*?:\*?:.+)$/.test(pattern))).toEqual([]);
    }
  });

  it('uses no name of a statement twice', () => {
    const sids = CATALOGUE.flatMap((guardrail) => guardrail._statements([]).map(({ Sid: sid }) => sid));
    expect(sids.filter((sid, index) => sids.indexOf(sid) !== index)).toEqual([]);
  });

  it.each(PROOFS.map(({ guardrail, exempts }) => ({ id: guardrail.id, guardrail, exempts })))('exempts roles in every statement of $id, or in none', ({ guardrail, exempts }) => {
    const exempted = JSON.stringify({ 'aws:PrincipalArn': ['arn:aws:iam::*:role/x', 'arn:*:iam::*:role/secure-baseline/service/*'] });
    const exempting = guardrail._statements(['arn:aws:iam::*:role/x']).map(({ Condition: condition }) => JSON.stringify(condition?.ArnNotLike) === exempted);
    expect(new Set(exempting)).toEqual(new Set([exempts]));
  });

  it('exempts nobody but functions of the baseline without exempt roles', () => {
    const exempted = CATALOGUE.flatMap((guardrail) => guardrail._statements([])).map(({ Condition: condition }) => condition?.ArnNotLike);
    expect(new Set(exempted.filter((each) => each !== undefined).map((each) => JSON.stringify(each)))).toEqual(new Set(['{"aws:PrincipalArn":["arn:*:iam::*:role/secure-baseline/service/*"]}']));
  });

  it('fits one document each, under the quota before May 2026', () => {
    const large = CATALOGUE.filter((guardrail) => JSON.stringify({ Version: '2012-10-17', Statement: guardrail._statements(['arn:*:iam::*:role/stacksets-exec-*']) }).length > 5120);
    expect(large.map(({ id }) => id)).toEqual([]);
  });

  it('recommends what needs no input and stops nobody from working', () => {
    const ids = Guardrail.recommended().map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['leaving-organization', 'root-user', 'protect-audit-trail', 'public-buckets', 'protect-baseline-roles']));
    expect(ids.filter((id) => ['quarantine', 'iam-users', 'internet-gateways', 'marketplace', 'key-pairs', 'expensive-services'].includes(id))).toEqual([]);
  });

  it('gives the policies of a target its statements', () => {
    expect(Guardrail.objectLock()._piece([])).toEqual({ id: 'object-lock', type: 'SERVICE_CONTROL_POLICY', statements: Guardrail.objectLock()._statements([]) });
  });

  it('takes regions that exist, and such as are known at deployment only', () => {
    expect(refusals(['eu-central-1', 'us-gov-west-1'])).toEqual([]);
    expect(refusals([Token.asString({ Ref: 'Region' })])).toEqual([]);
  });

  it('refuses to allow no region at all', () => {
    expect(refusals([])).toEqual([
      '- targets[0].guardrails[0]: got a list of 0; allowed is one region or more; name the regions you work in: with none, nothing could be used at all',
    ]);
  });

  it('refuses regions that do not exist or come twice, all together', () => {
    expect(refusals(['eu-central-1', 'eu-central-9', 'eu-central-1'])).toEqual([
      expect.stringMatching(/^- targets\[0\]\.guardrails\[0\]\.regions\[1\]: got "eu-central-9"; allowed is the code of an AWS region; use one of .*eu-central-1/),
      '- targets[0].guardrails[0].regions[2]: got "eu-central-1"; allowed is each value once; name each region once',
    ]);
  });

  it.each([
    ['elsewhere', Guardrail.allowedRegions(['eu-central-1'], ['translate']), 'elsewhere[0]: got "translate"; allowed is an action of a service of AWS; write it like ec2:DescribeInstances or translate:*'],
    ['services', Guardrail.deniedServices(['no-such']), 'services[0]: got "no-such"; allowed is the prefix of a service of AWS; look it up in the service authorization reference'],
    ['a denial of signing in', Guardrail.deniedServices(['sts']),
      'services[0]: got "sts"; allowed is any service but cloudformation, iam, sts; deny single things with another guardrail: without this service nobody signs in or deploys'],
    ['allowed services', Guardrail.allowedServices(['ec2:*']), 'services[0]: got "ec2:*"; allowed is the prefix of a service, as in its actions; write it like ec2'],
    ['types', Guardrail.instanceTypes(['*']), 'types[0]: got "*"; allowed is a type of instance, or a family; write it like t4g.small or t4g.*'],
    ['classes', Guardrail.databaseClasses(['t4g.micro']), 'classes[0]: got "t4g.micro"; allowed is a class of databases, or a family; write it like db.t4g.medium or db.t4g.*'],
    ['owners', Guardrail.imageOwners(['*']), 'owners[0]: got "*"; allowed is amazon, aws-marketplace, aws-backup-vault or the 12 digits of an account; name whose images you trust'],
    ['keys', Guardrail.requiredTags(['aws:owner']), 'keys[0]: got "aws:owner"; allowed is the key of a tag: 1 to 128 letters, digits and "+=._:/@-"; use keys such as owner'],
    ['stacks', Guardrail.protectStacks(['*']), 'names[0]: got "*"; allowed is the name of a stack, or how it begins: 3 characters or more, then an asterisk; write it like Baseline-* or StackSet-Baseline-*'],
    ['an organization', Guardrail.ownResources('r-a1b2'), 'organizationId: got "r-a1b2"; allowed is the id of an organization: o- and 10 to 32 letters and digits; run aws organizations describe-organization'],
  ])('refuses %s that are none', (_, guardrail, problem) => {
    expect(refusalsOf(guardrail)).toEqual([`- targets[0].guardrails[0].${problem}`]);
  });

  it.each([
    ['services', Guardrail.deniedServices([])], ['services', Guardrail.allowedServices([])], ['types', Guardrail.instanceTypes([])], ['classes', Guardrail.databaseClasses([])],
    ['owners', Guardrail.imageOwners([])], ['keys', Guardrail.requiredTags([])], ['names', Guardrail.protectStacks([])],
  ])('refuses an empty list of %s', (name, guardrail) => {
    expect(refusalsOf(guardrail)).toEqual([expect.stringContaining(`- targets[0].guardrails[0].${name}: got a list of 0; allowed is one or more; `)]);
  });

  it('refuses more than five required tags, and one named twice', () => {
    expect(refusalsOf(Guardrail.requiredTags(['a', 'b', 'c', 'd', 'e', 'f']))).toEqual([expect.stringContaining('keys: got 6; allowed is a whole number from 1 to 5')]);
    expect(refusalsOf(Guardrail.requiredTags(['a', 'a']))).toEqual(['- targets[0].guardrails[0].keys[1]: got "a"; allowed is each value once; name each once']);
  });
});
