import { readFileSync } from 'fs';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnFirewallRuleGroup } from 'aws-cdk-lib/aws-route53resolver';
import { AWS_MANAGED_ID_HANDLER } from '../../lib/network/aws-managed-id-handler';
import { AwsManagedIds } from '../../lib/network/aws-managed-ids';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { SettingProvider } from '../../lib/private/setting-provider';
import { EncryptionKey } from '../../lib/storage/encryption-key';
import { awsError, Operation, RESPONSE_URL, State, World } from '../private/custom-resource-world';
import { findings } from '../rule-packs';
import { resolve, synthesize } from '../support';

const THREATS = 'AWSManagedDomainsAggregateThreatList';
const domains = (stack: Stack) => {
  AwsManagedIds.of(stack).domainListId(THREATS);
};
const prefixes = (stack: Stack) => {
  AwsManagedIds.of(stack).prefixListId('s3');
};
const statements = (template: Template) => Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
  .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[] }[])
  .filter(({ Action }) => !JSON.stringify(Action).includes('logs:'));

describe('AwsManagedIds', () => {
  const template = synthesize((stack) => {
    const ids = AwsManagedIds.of(stack);
    new CfnFirewallRuleGroup(stack, 'Group', { firewallRules: [
      { action: 'BLOCK', blockResponse: 'NODATA', priority: 1, firewallDomainListId: ids.domainListId(THREATS) },
      { action: 'BLOCK', blockResponse: 'NODATA', priority: 2, firewallDomainListId: ids.domainListId('AWSManagedDomainsMalwareDomainList') },
      { action: 'ALERT', priority: 3, firewallDomainListId: AwsManagedIds.of(stack).domainListId(THREATS) },
    ] });
    ids.prefixListId('s3');
  });

  it('gives the id of each name once, as an attribute of a custom resource', () => {
    template.resourceCountIs('Custom::AwsManagedId', 3);
    const [group] = Object.values(template.findResources('AWS::Route53Resolver::FirewallRuleGroup'));
    const ids = (group.Properties.FirewallRules as { FirewallDomainListId: unknown }[]).map(({ FirewallDomainListId }) => FirewallDomainListId);
    expect(ids[2]).toEqual(ids[0]);
    expect(ids[1]).not.toEqual(ids[0]);
    for (const id of ids) {
      expect(id).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^SecureBaselineAwsManagedIdsDomainListAWSManaged/), 'Id'] });
    }
  });

  it('says by name what it looks for, of the region in the case of prefix lists', () => {
    const wanted = Object.values(template.findResources('Custom::AwsManagedId'))
      .map(({ Properties }) => (JSON.parse(resolve(Properties.Lookup) as string) as { wanted: string }).wanted);
    expect(wanted).toEqual([THREATS, 'AWSManagedDomainsMalwareDomainList', 'com.amazonaws.eu-central-1.s3']);
  });

  it('is one function a stack, beside that of settings, with its code in the template', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Code: { ZipFile: customResourceCode(AWS_MANAGED_ID_HANDLER), S3Bucket: Match.absent() }, Runtime: 'nodejs24.x', Handler: 'index.handler',
      Timeout: 120, VpcConfig: Match.absent(), Environment: Match.absent(),
    });
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 });
    template.allResourcesProperties('Custom::AwsManagedId', { ServiceTimeout: '300' });
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365, LogGroupName: { 'Fn::Join': ['', Match.arrayWith(['secure-baseline-managed-ids-'])] } },
      DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
    synthesize((stack) => {
      prefixes(stack);
      SettingProvider.of(stack);
    }).resourceCountIs('AWS::Lambda::Function', 2);
  });

  it.each([
    ['domain lists', domains, ['route53resolver:ListFirewallDomainLists']],
    ['prefix lists', prefixes, ['ec2:DescribeManagedPrefixLists']],
    ['both, several of each', (stack: Stack) => {
      domains(stack);
      prefixes(stack);
      AwsManagedIds.of(stack).domainListId('AWSManagedDomainsMalwareDomainList');
      AwsManagedIds.of(stack).prefixListId('dynamodb');
    }, ['ec2:DescribeManagedPrefixLists', 'route53resolver:ListFirewallDomainLists']],
  ])('may list what was asked for, and nothing else: %s', (_, build, actions) => {
    expect(statements(synthesize(build)).sort((a, b) => a.Action < b.Action ? -1 : 1))
      .toEqual(actions.map((action) => ({ Effect: 'Allow', Action: action, Resource: '*' })));
  });

  it('is there, and allowed, from before each lookup until after it', () => {
    const resources = template.toJSON().Resources as Record<string, { Type: string; DependsOn?: string[] }>;
    for (const [id, { Type: type, DependsOn: after }] of Object.entries(resources).filter(([, resource]) => resource.Type === 'Custom::AwsManagedId')) {
      const kind = id.includes('DomainList') ? 'DomainListPolicy' : 'PrefixListPolicy';
      expect(type).toBe('Custom::AwsManagedId');
      for (const part of ['Function', 'Invocation', 'Role', 'RolePolicy', kind]) {
        expect(after).toContainEqual(expect.stringMatching(new RegExp(`^SecureBaselineAwsManagedIds${part}[0-9A-F]{8}$`)));
      }
      expect(after!.filter((other) => resources[other].Type === type)).toEqual([]);
    }
  });

  it('encrypts its log with a key that is passed', () => {
    synthesize((stack) => {
      prefixes(stack);
      AwsManagedIds.of(stack).encryptLog(new EncryptionKey(stack, 'Key', { description: 'Logs' }).key);
    }).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  it('gives the rule packs nothing to find', () => {
    expect(findings((stack) => {
      domains(stack);
      prefixes(stack);
    })).toEqual([]);
  });
});

/** A region with the lists of one kind, on pages, and the declaration that the construct puts into its template. */
function region(build: (stack: Stack) => void, operation: Operation): World {
  const [{ Properties: properties }] = Object.values(synthesize(build).findResources('Custom::AwsManagedId'));
  const declaration: State = { ...JSON.parse(resolve(properties.Lookup) as string) as State, client: 'Client' };
  const command = declaration.command as string;
  return new World(declaration, { [command]: operation }, AWS_MANAGED_ID_HANDLER, 'Lookup');
}

const OWNER = 'Route 53 Resolver DNS Firewall';
interface DomainList { Name: string; Id: string; ManagedOwnerName?: string }
const list = (Name: string, Id: string): DomainList => ({ Name, Id, ManagedOwnerName: OWNER });
const lists = (...pages: DomainList[][]): Operation => ({ NextToken: token = '0' }) => {
  const page = Number(token);
  return { FirewallDomainLists: pages[page], ...page + 1 < pages.length ? { NextToken: String(page + 1) } : {} };
};

describe('the text of the handler', () => {
  const code = customResourceCode(AWS_MANAGED_ID_HANDLER);

  it('is what the file says, below 4,096 characters, whichever transpiler came between', () => {
    const source = readFileSync(join(__dirname, '../../lib/network/aws-managed-id-handler.ts'), 'utf8');
    expect(source.slice(source.indexOf('= `') + 3, source.indexOf('`;'))).toBe(AWS_MANAGED_ID_HANDLER);
    expect(code).not.toMatch(/[\\`]|\$\{/);
    expect(code.length).toBeLessThanOrEqual(4096);
  });

  it('needs the runtime and the client of the declared service, and nothing else', () => {
    expect([...code.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(["'@aws-sdk/client-' + service"]);
  });
});

describe('a lookup', () => {
  it('finds a domain list by its name', async () => {
    const account = region(domains, lists([list('AWSManagedDomainsMalwareDomainList', 'rslvr-fdl-1'), list(THREATS, 'rslvr-fdl-2')]));
    expect(await account.request('Create')).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: THREATS, Data: { Id: 'rslvr-fdl-2' } });
    expect(account.calls).toEqual([{ command: 'ListFirewallDomainLists', input: { NextToken: undefined } }]);
    expect(account.required).toEqual(['@aws-sdk/client-route53resolver']);
  });

  it('finds a prefix list of AWS by its service', async () => {
    const account = region(prefixes, () => ({ PrefixLists: [
      { PrefixListName: 'com.amazonaws.eu-central-1.dynamodb', PrefixListId: 'pl-1', OwnerId: 'AWS' },
      { PrefixListName: 'com.amazonaws.eu-central-1.s3', PrefixListId: 'pl-2', OwnerId: 'AWS' },
    ] }));
    expect(await account.request('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Id: 'pl-2' } });
    expect(account.calls).toEqual([{ command: 'DescribeManagedPrefixLists', input: { Filters: [{ Name: 'owner-id', Values: ['AWS'] }] } }]);
    expect(account.required).toEqual(['@aws-sdk/client-ec2']);
  });

  it('looks at every page, and no further than it needs to', async () => {
    const account = region(domains, lists([list('Other', 'rslvr-fdl-1')], [], [list(THREATS, 'rslvr-fdl-2')], [list('Last', 'rslvr-fdl-3')]));
    expect(await account.request('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Id: 'rslvr-fdl-2' } });
    expect(account.calls.map(({ input }) => input.NextToken)).toEqual([undefined, '1', '2']);
  });

  it('does not fall for a list of somebody else with the name of one of AWS', async () => {
    const account = region(domains, lists([{ Name: THREATS, Id: 'rslvr-fdl-own' }, list(THREATS, 'rslvr-fdl-aws')]));
    expect(await account.request('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Id: 'rslvr-fdl-aws' } });
  });

  it('of a name that AWS does not have fails, and tells those it has', async () => {
    const account = region(domains, lists([list('Malware', 'rslvr-fdl-1')], [list('Botnet', 'rslvr-fdl-2'), { Name: THREATS, Id: 'x' }]));
    expect(await account.request('Create')).toMatchObject({
      Status: 'FAILED', Reason: 'AWS has no AWSManagedDomainsAggregateThreatList in this region, but: Botnet, Malware', PhysicalResourceId: 'none',
    });
    expect(await region(domains, () => ({})).request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/but: nothing$/) });
  });

  it('that AWS refuses fails with the reason, after waiting for permissions to arrive', async () => {
    const account = region(domains, lists([list(THREATS, 'rslvr-fdl-2')]));
    account.failures.ListFirewallDomainLists = [awsError('InternalServiceErrorException', 'down')];
    expect(await account.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'ListFirewallDomainLists failed: InternalServiceErrorException: down' });
    account.failures.ListFirewallDomainLists = [awsError('AccessDeniedException'), awsError('ThrottlingException')];
    expect(await account.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(account.pauses).toEqual([1000, 2000]);
  });

  it('is made again by an update, under the same physical id', async () => {
    const account = region(domains, lists([list(THREATS, 'rslvr-fdl-2')]));
    const { PhysicalResourceId: id } = await account.request('Create');
    expect(await account.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id, Data: { Id: 'rslvr-fdl-2' } });
  });

  it.each([THREATS, 'none'])('has nothing to delete: %s', async (id) => {
    const account = region(domains, () => Promise.reject(awsError('AccessDeniedException')));
    expect(await account.request('Delete', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(account.calls).toEqual([]);
    expect(account.required).toEqual([]);
  });

  it('answers in time when a call does not return', async () => {
    const account: World = region(domains, () => {
      setImmediate(() => account.deadline.abort());
      return new Promise(() => undefined);
    });
    expect(await account.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'Not finished in time' });
  });

  it('answers a request that makes no sense, and never writes down where to', async () => {
    const account = region(domains, lists([]));
    expect(await account.request('Create', undefined, { service: 'x', client: 'Unknown' })).toMatchObject({ Status: 'FAILED' });
    expect(account.sent[0].url).toBe(RESPONSE_URL);
    expect(account.printed.join()).not.toContain('X-Amz-Signature');
  });
});
