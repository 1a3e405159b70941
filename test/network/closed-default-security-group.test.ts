import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { ClosedDefaultSecurityGroup } from '../../lib/network/closed-default-security-group';
import { EncryptionKey } from '../../lib/storage/encryption-key';
import { awsError, State, World } from '../private/custom-resource-world';
import { findings } from '../rule-packs';
import { problemsOf, synthesize } from '../support';

const vpcIn = (stack: Stack, id = 'Vpc') => new CfnVPC(stack, id, { cidrBlock: '10.0.0.0/16' });
const closed = (stack: Stack) => {
  new ClosedDefaultSecurityGroup(stack, 'Closed', { vpc: vpcIn(stack) });
};

/** What the construct declares, with the id of a security group put in. */
function declaration(direction: 'Ingress' | 'Egress', groupId = 'sg-1'): State {
  const { Setting: { 'Fn::Join': [, parts] } } = synthesize(closed).toJSON().Resources[`VpcDefaultSecurityGroup${direction}`].Properties;
  const text = (parts as unknown[]).map((part) => typeof part === 'string' ? part : groupId).join('');
  return { ...JSON.parse(text) as State, client: 'Client' };
}

const self = (groupId: string) => ({
  IpProtocol: '-1', UserIdGroupPairs: [{ UserId: '111122223333', GroupId: groupId }], IpRanges: [], Ipv6Ranges: [], PrefixListIds: [],
});
const everywhere = { IpProtocol: '-1', UserIdGroupPairs: [], IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [], PrefixListIds: [] };
const born = (groupId: string) => ({ IpPermissions: [self(groupId)] as unknown[], IpPermissionsEgress: [everywhere] as unknown[] });

/** Default security groups, as Amazon EC2 answers for them. */
class Ec2 extends World {
  readonly groups: Record<string, ReturnType<typeof born> | undefined> = { 'sg-1': born('sg-1') };

  constructor(setting: State) {
    const group = (id: unknown) => {
      const found = this.groups[id as string];
      if (!found) {
        throw awsError('InvalidGroup.NotFound', `The security group '${id as string}' does not exist`);
      }
      return found;
    };
    const revoke = (rules: keyof ReturnType<typeof born>) => ({ GroupId: id, IpPermissions: permissions }: State) => {
      if (JSON.stringify(group(id)[rules]) !== JSON.stringify(permissions)) {
        throw awsError('InvalidPermission.NotFound');
      }
      group(id)[rules] = [];
    };
    const authorize = (rules: keyof ReturnType<typeof born>) => ({ GroupId: id, IpPermissions: permissions }: State) => {
      (permissions as ReturnType<typeof self>[]).forEach(({ UserIdGroupPairs }) => UserIdGroupPairs.forEach(({ GroupId: other }) => group(other)));
      group(id)[rules].push(...permissions as unknown[]);
    };
    super(setting, {
      DescribeSecurityGroups: ({ GroupIds: ids }) => ({ SecurityGroups: (ids as string[]).map((id) => ({ GroupId: id, ...group(id) })) }),
      RevokeSecurityGroupIngress: revoke('IpPermissions'),
      RevokeSecurityGroupEgress: revoke('IpPermissionsEgress'),
      AuthorizeSecurityGroupIngress: authorize('IpPermissions'),
      AuthorizeSecurityGroupEgress: authorize('IpPermissionsEgress'),
    });
  }
}

describe('ClosedDefaultSecurityGroup', () => {
  it('asks for no rules in either direction of the group the VPC was born with', () => {
    const template = synthesize(closed);
    template.resourceCountIs('Custom::AccountSetting', 2);
    expect(declaration('Ingress')).toEqual({
      service: 'ec2', client: 'Client', wanted: [],
      read: { command: 'DescribeSecurityGroups', input: { GroupIds: ['sg-1'] }, path: ['SecurityGroups', 0, 'IpPermissions'] },
      write: { command: 'RevokeSecurityGroupIngress', input: { GroupId: 'sg-1' }, from: 'IpPermissions' },
      restore: { command: 'AuthorizeSecurityGroupIngress', input: { GroupId: 'sg-1' }, to: 'IpPermissions' },
      gone: ['InvalidGroup.NotFound', 'InvalidSecurityGroupID.NotFound'],
    });
    expect(declaration('Egress')).toMatchObject({
      read: { path: ['SecurityGroups', 0, 'IpPermissionsEgress'] },
      write: { command: 'RevokeSecurityGroupEgress', from: 'IpPermissions' },
      restore: { command: 'AuthorizeSecurityGroupEgress', to: 'IpPermissions' },
    });
    const tokens = JSON.stringify(template.findResources('Custom::AccountSetting')).match(/\{"Fn::GetAtt":[^}]*\}/g) ?? [];
    expect(new Set(tokens.filter((token) => !token.includes('Function')))).toEqual(new Set(['{"Fn::GetAtt":["Vpc","DefaultSecurityGroup"]}']));
  });

  it('may change the rules of that group alone, by one policy for both directions', () => {
    const policies = Object.entries(synthesize(closed).findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith('Closed'));
    expect(policies).toHaveLength(1);
    const group = { 'Fn::Join': ['', [
      'arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':security-group/',
      { 'Fn::GetAtt': ['Vpc', 'DefaultSecurityGroup'] },
    ]] };
    expect(policies[0][1].Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'ec2:DescribeSecurityGroups', Resource: '*' },
      {
        Effect: 'Allow',
        Action: ['Authorize', 'Revoke'].flatMap((verb) => ['Egress', 'Ingress'].map((direction) => `ec2:${verb}SecurityGroup${direction}`)),
        Resource: group,
      },
    ]);
  });

  // Another logical id is another setting: AWS CloudFormation would make the new one and then undo the old one, which opens the group.
  it('keeps its logical ids wherever it stands, one pair for each VPC', () => {
    const template = synthesize((stack) => {
      const nested = new Stack(stack, 'Elsewhere', {});
      closed(nested);
      new ClosedDefaultSecurityGroup(stack, 'A', { vpc: vpcIn(stack, 'First') });
      new ClosedDefaultSecurityGroup(stack, 'B', { vpc: vpcIn(stack, 'Second') });
      expect(Object.keys(Template.fromStack(nested).findResources('Custom::AccountSetting'))).toEqual(['VpcDefaultSecurityGroupIngress', 'VpcDefaultSecurityGroupEgress']);
    });
    expect(Object.keys(template.findResources('Custom::AccountSetting'))).toEqual([
      'FirstDefaultSecurityGroupIngress', 'FirstDefaultSecurityGroupEgress', 'SecondDefaultSecurityGroupIngress', 'SecondDefaultSecurityGroupEgress',
    ]);
    template.resourceCountIs('AWS::Lambda::Function', 1);
  });

  it('closes a VPC once', () => {
    expect(problemsOf((stack) => {
      const vpc = vpcIn(stack);
      new ClosedDefaultSecurityGroup(stack, 'A', { vpc });
      new ClosedDefaultSecurityGroup(stack, 'B', { vpc });
    })).toHaveLength(1);
  });

  it('hands its key to the log', () => {
    synthesize((stack) => {
      const logEncryptionKey = new EncryptionKey(stack, 'Key', { description: 'Logs' }).key;
      new ClosedDefaultSecurityGroup(stack, 'Closed', { vpc: vpcIn(stack), logEncryptionKey });
    }).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  it('answers for the rule that sees templates alone, on its own VPC and no other', () => {
    const found = findings((stack) => {
      closed(stack);
      vpcIn(stack, 'Planted');
    }).filter((finding) => !/FlowLog|VPC7/.test(finding));
    expect(found.sort()).toEqual(['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-VPCDefaultSecurityGroupClosed at Test/Planted`));
  });
});

describe.each([
  ['Ingress', 'IpPermissions', [self('sg-1')]],
  ['Egress', 'IpPermissionsEgress', [everywhere]],
] as const)('the default security group, %s', (direction, rules, before) => {
  const setting = declaration(direction);
  const rulesOf = (ec2: Ec2, id = 'sg-1') => ec2.groups[id]![rules];

  it('is emptied by naming the rules that are there, which are recorded', async () => {
    const ec2 = new Ec2(setting);
    const { Status: status, PhysicalResourceId: id } = await ec2.request('Create');
    expect(status).toBe('SUCCESS');
    expect(rulesOf(ec2)).toEqual([]);
    expect(ec2.changes).toEqual([{ command: `RevokeSecurityGroup${direction}`, input: { GroupId: 'sg-1', IpPermissions: before } }]);
    expect(JSON.parse(id).before).toEqual(before);
  });

  it('is left as it is where it is empty, also the second time', async () => {
    const ec2 = new Ec2(setting);
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.calls.length = 0;
    expect(await ec2.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(await ec2.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.changes).toEqual([]);
  });

  it('is emptied again where somebody has added rules', async () => {
    const ec2 = new Ec2(setting);
    const { PhysicalResourceId: id } = await ec2.request('Create');
    rulesOf(ec2).push(everywhere);
    expect(await ec2.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(rulesOf(ec2)).toEqual([]);
  });

  it('gets its rules back when the construct goes', async () => {
    const ec2 = new Ec2(setting);
    const { PhysicalResourceId: id } = await ec2.request('Create');
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(rulesOf(ec2)).toEqual(before);
  });

  it('does not get them back where it was empty before, or has others by now', async () => {
    const ec2 = new Ec2(setting);
    rulesOf(ec2).length = 0;
    const { PhysicalResourceId: empty } = await ec2.request('Create');
    await ec2.request('Delete', empty);
    expect(rulesOf(ec2)).toEqual([]);
    rulesOf(ec2).push(...before);
    const { PhysicalResourceId: id } = await ec2.request('Create');
    const others = [{ ...everywhere, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }];
    rulesOf(ec2).push(...others);
    await ec2.request('Delete', id);
    expect(rulesOf(ec2)).toEqual(others);
  });

  it('does not stop a stack from being deleted that has lost its VPC', async () => {
    const ec2 = new Ec2(setting);
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.groups['sg-1'] = undefined;
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
  });

  it('is another one after the VPC was replaced, which is emptied too and does not stop a deletion', async () => {
    const ec2 = new Ec2(setting);
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.groups['sg-2'] = born('sg-2');
    expect(await ec2.request('Update', id, declaration(direction, 'sg-2'))).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(rulesOf(ec2, 'sg-2')).toEqual([]);
    ec2.groups['sg-1'] = undefined;
    expect(await ec2.request('Delete', id, declaration(direction, 'sg-2'))).toMatchObject({ Status: 'SUCCESS' });
    // The rule that refers to a group that has gone stays away; the one that opens the way out has nothing to refer to.
    expect(rulesOf(ec2, 'sg-2')).toEqual(direction === 'Ingress' ? [] : [everywhere]);
  });

  it('is as it was after a revocation that failed, whether it took effect or not', async () => {
    const ec2 = new Ec2(setting);
    ec2.failures[`RevokeSecurityGroup${direction}`] = [awsError('InternalError')];
    expect(await ec2.request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('everything is as it was') });
    expect(rulesOf(ec2)).toEqual(before);
    expect(ec2.changes).toHaveLength(1);

    const command = `RevokeSecurityGroup${direction}`;
    const revoke = ec2['operations'][command];
    ec2['operations'][command] = (input) => {
      revoke(input);
      throw awsError('TimeoutError', 'socket hang up');
    };
    expect(await ec2.request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('everything is as it was') });
    expect(rulesOf(ec2)).toEqual(before);
  });

  it('is not taken for empty when it is not there at all', async () => {
    const ec2 = new Ec2(setting);
    ec2.groups['sg-1'] = undefined;
    expect(await ec2.request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('InvalidGroup.NotFound') });
  });

  it('keeps rules that are too many to be recorded', async () => {
    const ec2 = new Ec2(setting);
    rulesOf(ec2).push(...Array.from({ length: 20 }, () => everywhere));
    expect(await ec2.request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('too long to be recorded') });
    expect(ec2.changes).toEqual([]);
  });
});
