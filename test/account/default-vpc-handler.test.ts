import { readFileSync } from 'fs';
import { join } from 'path';
import { Stack } from 'aws-cdk-lib';
import { DefaultVpcRemoval } from '../../lib';
import { DEFAULT_VPC_HANDLER } from '../../lib/account/default-vpc-handler';
import { customResourceCode } from '../../lib/private/custom-resource-code';
import { awsError, State, World } from '../private/custom-resource-world';
import { ACCOUNT, synthesize } from '../support';

const build = (stack: Stack) => {
  new DefaultVpcRemoval(stack, 'Removal');
};
const BORN = JSON.parse(synthesize(build).toJSON().Resources.AccountDefaultVpcRemoval.Properties.Born as string) as unknown[];

interface Group { IpPermissions: unknown[]; IpPermissionsEgress: unknown[] }
interface Filter { Name: string; Values: string[] }

const self = { IpProtocol: '-1', UserIdGroupPairs: [{ UserId: ACCOUNT, GroupId: 'sg-1' }] };
const everywhere = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const ZONES = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'];

/** A region of Amazon EC2 with its default VPC. */
class Ec2 extends World {
  vpc: string | undefined = 'vpc-1';
  zones: string[] = [...ZONES];
  /** Whether the gateway is attached; undefined once it is deleted. */
  gateway: boolean | undefined = true;
  group: Group = { IpPermissions: [self], IpPermissionsEgress: [everywhere] };
  /** What belongs to the VPC that AWS did not make with it, by the operation that lists it. */
  more: Record<string, number> = {};
  /** How many network interfaces are in the default security group. */
  members = 0;
  filters: Record<string, Filter[][]> = {};

  constructor() {
    const list = (name: string, items: (filters: Record<string, string>) => unknown[]) => ({
      [`Describe${name}`]: ({ Filters: filters }: State) => {
        (this.filters[name] ??= []).push(filters as Filter[]);
        return { [name]: items(Object.fromEntries((filters as Filter[]).map(({ Name, Values: [value] }) => [Name, value]))) };
      },
    });
    const some = (name: string, born: number) => list(name, () => Array.from({ length: born + (this.more[name] ?? 0) }, () => ({})));
    const there = () => {
      if (!this.vpc) {
        throw awsError('InvalidVpcID.NotFound');
      }
    };
    super(BORN, {
      ...list('Vpcs', () => this.vpc ? [{ VpcId: this.vpc }] : []),
      ...list('Subnets', (filters) => filters['default-for-az'] === 'false'
        ? Array.from({ length: this.more.Subnets ?? 0 }, () => ({})) : this.zones.map((zone) => ({ SubnetId: `subnet-${zone}`, AvailabilityZone: zone }))),
      ...list('InternetGateways', () => this.gateway ? [{ InternetGatewayId: 'igw-1' }] : []),
      ...list('NetworkInterfaces', (filters) => Array.from({ length: filters['group-id'] ? this.members : this.more.NetworkInterfaces ?? 0 }, () => ({}))),
      ...list('SecurityGroups', (filters) => filters['group-name'] || filters['group-id']
        ? this.vpc ? [{ GroupId: 'sg-1', ...this.group }] : [] : Array.from({ length: 1 + (this.more.SecurityGroups ?? 0) }, () => ({}))),
      ...some('RouteTables', 1), ...some('NetworkAcls', 1), ...some('VpcEndpoints', 0), ...some('VpnGateways', 0), ...some('VpcPeeringConnections', 0),
      DeleteSubnet: ({ SubnetId: id }) => {
        this.zones = this.zones.filter((zone) => `subnet-${zone}` !== id);
      },
      CreateDefaultSubnet: ({ AvailabilityZone: zone }) => {
        there();
        if (this.zones.includes(zone as string)) {
          throw awsError('DefaultSubnetAlreadyExistsInAvailabilityZone');
        }
        this.zones = [...this.zones, zone as string].sort();
      },
      DetachInternetGateway: () => {
        this.gateway = false;
      },
      AttachInternetGateway: () => {
        there();
        if (this.gateway) {
          throw awsError('Resource.AlreadyAssociated');
        }
        this.gateway = true;
      },
      DeleteVpc: () => {
        if (this.zones.length > 0 || this.gateway) {
          throw awsError('DependencyViolation', 'subnets or gateways are left');
        }
        this.vpc = undefined;
      },
      DeleteInternetGateway: () => {
        this.gateway = undefined;
      },
      CreateDefaultVpc: () => {
        if (this.vpc) {
          throw awsError('DefaultVpcAlreadyExists');
        }
        [this.vpc, this.zones, this.gateway] = ['vpc-2', [...ZONES], true];
      },
      ...Object.fromEntries([['Ingress', 'IpPermissions'], ['Egress', 'IpPermissionsEgress']].flatMap(([way, rules]) => [
        [`RevokeSecurityGroup${way}`, () => {
          this.group[rules as keyof Group] = [];
        }],
        [`AuthorizeSecurityGroup${way}`, ({ IpPermissions: permissions_ }: State) => {
          this.group[rules as keyof Group] = permissions_ as unknown[];
        }],
      ]) as [string, (input: State) => void][]),
    }, DEFAULT_VPC_HANDLER, 'Born');
  }

  get state(): unknown {
    return { vpc: this.vpc, zones: this.zones, gateway: this.gateway, rules: [this.group.IpPermissions.length, this.group.IpPermissionsEgress.length] };
  }
}

const BEFORE = { vpc: 'vpc-1', zones: ZONES, gateway: true, rules: [1, 1] };
const GONE = expect.objectContaining({ vpc: undefined, zones: [], gateway: undefined }) as unknown;
const STAYS = 'vpc-1 stays, because of 2 NetworkInterfaces, 1 SecurityGroups; its default security group';
const used = (ec2: Ec2) => {
  ec2.more = { NetworkInterfaces: 2, SecurityGroups: 1 };
  return ec2;
};

describe('an empty default VPC', () => {
  it('goes, subnets first and its gateway last', async () => {
    const ec2 = new Ec2();
    expect(await ec2.request('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Outcome: 'vpc-1 was removed' } });
    expect(ec2.state).toEqual(GONE);
    expect(ec2.changes.map(({ command, input }) => [command, ...Object.values(input)])).toEqual([
      ...ZONES.map((zone) => ['DeleteSubnet', `subnet-${zone}`]), ['DetachInternetGateway', 'igw-1', 'vpc-1'], ['DeleteVpc', 'vpc-1'], ['DeleteInternetGateway', 'igw-1'],
    ]);
  });

  it('is made anew by AWS when the construct goes', async () => {
    const ec2 = new Ec2();
    const { PhysicalResourceId: id } = await ec2.request('Create');
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    expect(ec2.state).toMatchObject({ vpc: 'vpc-2', zones: ZONES });
    ec2.calls.length = 0;
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.changes).toEqual([]);
  });

  it('is not made anew where somebody just has', async () => {
    const ec2 = new Ec2();
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.failures.CreateDefaultVpc = [awsError('DefaultVpcAlreadyExists')];
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('goes without a gateway too', async () => {
    const ec2 = new Ec2();
    ec2.gateway = undefined;
    expect(await ec2.request('Create')).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.changes.map(({ command }) => command)).toEqual(['DeleteSubnet', 'DeleteSubnet', 'DeleteSubnet', 'DeleteVpc']);
  });

  it.each(['DeleteSubnet', 'DetachInternetGateway', 'DeleteVpc'])('is as it was when %s fails, which is told', async (command) => {
    const ec2 = new Ec2();
    ec2.failures[command] = [awsError('InternalError')];
    const { Status: status, Reason: reason, PhysicalResourceId: id } = await ec2.request('Create');
    expect([status, reason]).toEqual(['FAILED', `${command} failed: InternalError: because; then: everything is as it was`]);
    expect(ec2.state).toEqual(BEFORE);
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.state).toEqual(BEFORE);
  });

  it('is as it was when a call took effect before its response was lost', async () => {
    for (const command of ['DeleteSubnet', 'DetachInternetGateway']) {
      const ec2 = new Ec2();
      const act = ec2['operations'][command];
      ec2['operations'][command] = (input) => {
        act(input);
        throw awsError('TimeoutError');
      };
      expect(await ec2.request('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('everything is as it was') });
      expect(ec2.state).toEqual(BEFORE);
    }
  });

  it('tells both when it cannot be put together again, and comes back whole once it has gone', async () => {
    const ec2 = new Ec2();
    const act = ec2['operations'].DeleteVpc;
    ec2['operations'].DeleteVpc = (input) => {
      act(input);
      throw awsError('TimeoutError');
    };
    const { Reason: reason, PhysicalResourceId: id } = await ec2.request('Create');
    expect(reason).toBe('DeleteVpc failed: TimeoutError: because; then: AttachInternetGateway failed: InvalidVpcID.NotFound: because');
    await ec2.request('Delete', id);
    expect(ec2.state).toMatchObject({ vpc: 'vpc-2', zones: ZONES });
  });

  it('comes back new when it has gone and its gateway stays, which is told', async () => {
    const ec2 = new Ec2();
    ec2.failures.DeleteInternetGateway = [awsError('InternalError')];
    const { Status: status, Reason: reason, PhysicalResourceId: id } = await ec2.request('Create');
    expect([status, reason]).toEqual(['FAILED', 'DeleteInternetGateway failed: InternalError: because; then: vpc-1 has gone']);
    await ec2.request('Delete', id);
    expect(ec2.state).toMatchObject({ vpc: 'vpc-2', zones: ZONES });
  });

  it('stays where AWS knows of something that nobody looked for, and is locked', async () => {
    const ec2 = new Ec2();
    ec2.failures.DeleteVpc = [awsError('DependencyViolation', 'The vpc has dependencies')];
    const { Status: status, Data: data, PhysicalResourceId: id } = await ec2.request('Create');
    expect([status, data]).toEqual(['SUCCESS', { Outcome:
      'vpc-1 stays, because of DeleteVpc failed: DependencyViolation: The vpc has dependencies; then: everything is as it was; its default security group has no rules' }]);
    expect(ec2.state).toEqual({ ...BEFORE, rules: [0, 0] });
    await ec2.request('Delete', id);
    expect(ec2.state).toEqual(BEFORE);
  });
});

describe('a default VPC in use', () => {
  it.each([
    ['NetworkInterfaces'], ['Subnets'], ['SecurityGroups'], ['RouteTables'], ['NetworkAcls'], ['VpcEndpoints'], ['VpnGateways'],
  ])('is told by %s', async (name) => {
    const ec2 = new Ec2();
    ec2.more = { [name]: 1 };
    const { Data: data } = await ec2.request('Create');
    expect(data).toEqual({ Outcome: `vpc-1 stays, because of 1 ${name}; its default security group has no rules` });
    expect(ec2.state).toEqual({ ...BEFORE, rules: [0, 0] });
  });

  it('is told by a peering connection from either side', async () => {
    const ec2 = new Ec2();
    await ec2.request('Create');
    expect(ec2.filters.VpcPeeringConnections).toEqual(['requester', 'accepter'].map((side) => [
      { Name: `${side}-vpc-info.vpc-id`, Values: ['vpc-1'] }, { Name: 'status-code', Values: ['active'] },
    ]));
  });

  it('is looked at as a whole before anything is touched', async () => {
    const ec2 = used(new Ec2());
    await ec2.request('Create');
    expect(ec2.changes.map(({ command }) => command)).toEqual(['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress']);
  });

  it('gets the rules of its default security group back when the construct goes', async () => {
    const ec2 = used(new Ec2());
    const { Data: data, PhysicalResourceId: id } = await ec2.request('Create');
    expect(data).toEqual({ Outcome: `${STAYS} has no rules` });
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.group).toEqual({ IpPermissions: [self], IpPermissionsEgress: [everywhere] });
  });

  it('keeps rules that somebody has made since, and does not stop a deletion once it has gone', async () => {
    const ec2 = used(new Ec2());
    const { PhysicalResourceId: id } = await ec2.request('Create');
    ec2.group.IpPermissions = [everywhere];
    await ec2.request('Delete', id);
    expect(ec2.group).toEqual({ IpPermissions: [everywhere], IpPermissionsEgress: [] });
    ec2.vpc = undefined;
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.vpc).toBeUndefined();
  });

  it('keeps the rules that something is running behind', async () => {
    const ec2 = used(new Ec2());
    ec2.members = 1;
    const { Data: data, PhysicalResourceId: id } = await ec2.request('Create');
    expect(data).toEqual({ Outcome: `${STAYS} is in use and keeps its rules` });
    await ec2.request('Delete', id);
    expect(ec2.changes).toEqual([]);
  });

  it('keeps rules that are too many to be recorded', async () => {
    const ec2 = used(new Ec2());
    ec2.group.IpPermissions = Array.from({ length: 20 }, () => self);
    const { Data: data, PhysicalResourceId: id } = await ec2.request('Create');
    expect(data).toEqual({ Outcome: `${STAYS} has more rules than can be recorded` });
    expect(Buffer.byteLength(id)).toBeLessThanOrEqual(1024);
    expect(ec2.changes).toEqual([]);
  });

  it('is as it was when the second of both directions fails', async () => {
    const ec2 = used(new Ec2());
    ec2.failures.RevokeSecurityGroupEgress = [awsError('InternalError')];
    expect(await ec2.request('Create')).toMatchObject({ Status: 'FAILED', Reason: 'RevokeSecurityGroupEgress failed: InternalError: because; then: everything is as it was' });
    expect(ec2.state).toEqual(BEFORE);
  });
});

describe('a region', () => {
  it('without a default VPC is fine, and stays without one', async () => {
    const ec2 = new Ec2();
    ec2.vpc = undefined;
    const { Status: status, Data: data, PhysicalResourceId: id } = await ec2.request('Create');
    expect([status, data]).toEqual(['SUCCESS', { Outcome: 'this region has no default VPC' }]);
    await ec2.request('Delete', id);
    expect(ec2.changes).toEqual([]);
  });

  it('is not looked at again by an update, which tells what was told', async () => {
    const ec2 = new Ec2();
    const { PhysicalResourceId: id, Data: data } = await ec2.request('Create');
    ec2.calls.length = 0;
    expect(await ec2.request('Update', id)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id, Data: data });
    expect(ec2.calls).toEqual([]);
  });

  it('is left alone by the deletion of a creation that recorded nothing', async () => {
    const ec2 = new Ec2();
    ec2.failures.DescribeSubnets = [awsError('InternalError')];
    const { Status: status, PhysicalResourceId: id } = await ec2.request('Create');
    expect([status, id]).toEqual(['FAILED', 'none']);
    expect(await ec2.request('Delete', id)).toMatchObject({ Status: 'SUCCESS' });
    expect(ec2.changes).toEqual([]);
  });
});

describe('the text of the function', () => {
  it('is small, and what its file says', () => {
    const text = readFileSync(join(__dirname, '../../lib/account/default-vpc-handler.ts'), 'utf8');
    const code = customResourceCode(DEFAULT_VPC_HANDLER);
    expect(code.startsWith(text.slice(text.indexOf('= `') + 3, text.lastIndexOf('`;')).replace(/\n +/g, '\n'))).toBe(true);
    expect(code).not.toMatch(/[\\`]|\$\{/);
    expect(code.length).toBeLessThan(6000);
    synthesize(build).hasResourceProperties('AWS::Lambda::Function', { Code: { ZipFile: code } });
  });
});
