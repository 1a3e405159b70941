import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  GatewayEndpointService, InternetEgress, NetworkAddresses, NetworkTier, TieredVpc, TieredVpcProps, TrafficFlow, TrafficPeer,
} from '../../lib';
import { ConnectedNetwork, RemoteUsers } from '../../lib/network/connected-network';

const [open, application, data] = [NetworkTier.public(), NetworkTier.application(), NetworkTier.data()];

function network(props: TieredVpcProps = {}, stack = new Stack(new App(), 'Network')): TieredVpc {
  return new TieredVpc(stack, 'Vpc', { tiers: [open, application, data], ...props });
}

const branch = (vpc: TieredVpc, cidrs = ['172.20.0.0/16'], name = 'branch') => new ConnectedNetwork(name, cidrs, { vpc, target: { transitGatewayId: `tgw-${name}` } });

/** What a flow is refused for. */
function refusal(flow: TrafficFlow, props?: TieredVpcProps): string {
  try {
    network(props).allow(flow);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1).join('\n').replace(/^ {2}- flow: got "[^"]*"; allowed is /, '');
  }
  return 'nothing';
}

describe('a flow with addresses outside', () => {
  it.each([
    ['10.1.0.0/16', 'public addresses: no route leads to these through the internet; name the tier, or take the peer from the construct that connects the networks, such as VpcPeering.network()'],
    ['192.168.7.0/24', expect.stringMatching(/^public addresses/)],
    // Public, but with private addresses inside.
    ['128.0.0.0/1', expect.stringMatching(/^public addresses/)],
    ['0.0.0.0/0', 'the internet by its name; use TrafficPeer.internet()'],
    ['198.51.100.1/24', 'an IPv4 or IPv6 block in CIDR notation; write it like 192.0.2.0/24, with no address bits after the prefix'],
    ['198.51.100.0/24', 'nothing'],
  ])('from %s', (cidr, problem) => {
    expect(refusal(TrafficFlow.from(TrafficPeer.ipv4(cidr)).to(open).port(8443))).toEqual(problem);
  });

  it('needs a network with IPv6 for IPv6', () => {
    const flow = TrafficFlow.from(TrafficPeer.ipv6('2001:db8:1::/48')).to(open).port(8443);

    expect(refusal(flow)).toBe('IPv4 addresses, since the network has no others; give the network IPv6 with NetworkAddresses.dualStack()');
    expect(refusal(flow, { addresses: NetworkAddresses.dualStack('10.0.0.0/16') })).toBe('nothing');
  });

  it('cannot wait for its addresses until the deployment', () => {
    const stack = new Stack(new App(), 'Network');
    const cidr = new CfnParameter(stack, 'Office').valueAsString;

    expect(() => network({}, stack).allow(TrafficFlow.from(TrafficPeer.ipv4(cidr)).to(open).port(8443))).toThrow(/allowed is an IPv4 or IPv6 block/);
  });
});

describe('administration ports', () => {
  it.each([
    ['the internet', TrafficPeer.internet()],
    ['half a continent', TrafficPeer.ipv4('203.0.0.0/11')],
    ['more than an office', TrafficPeer.ipv4('203.0.112.0/23')],
    ['more than a site', TrafficPeer.ipv6('2600:1f00::/32')],
  ])('stay shut to %s', (_, peer) => {
    for (const flow of [TrafficFlow.from(peer).to(open).port(22), TrafficFlow.from(peer).to(open).port(3389), TrafficFlow.from(peer).to(open).udpPorts(3000, 4000)]) {
      expect(refusal(flow, { addresses: NetworkAddresses.dualStack('10.0.0.0/16') }))
        .toBe('no SSH (22) or RDP (3389) from the internet; sign in to instances with AWS Systems Manager Session Manager, which needs no open port');
    }
  });

  it('can be declared for an office, and between tiers', () => {
    expect(refusal(TrafficFlow.from(TrafficPeer.ipv4('203.0.113.0/24')).to(open).port(22))).toBe('nothing');
    expect(refusal(TrafficFlow.from(application).to(data).port(22))).toBe('nothing');
  });
});

describe('a flow to a gateway endpoint', () => {
  const s3 = TrafficPeer.gatewayEndpoint(GatewayEndpointService.S3);

  it('goes to port 443, from a tier, and not the other way', () => {
    expect(refusal(TrafficFlow.from(data).to(s3).port(443))).toBe('nothing');
    expect(refusal(TrafficFlow.from(data).to(s3).port(80))).toBe('port 443, where the services behind gateway endpoints listen; use .port(443)');
    expect(refusal(TrafficFlow.from(data).to(s3).udpPort(443))).toMatch(/^port 443/);
    expect(refusal(TrafficFlow.from(s3).to(data).port(443))).toBe('a flow to a gateway endpoint, which opens no connections itself; turn the flow around');
  });

  it('opens the security group for the service\'s prefix list alone', () => {
    const stack = new Stack(new App(), 'Network');
    network({ internetEgress: InternetEgress.none() }, stack).allow(TrafficFlow.from(data).to(s3).port(443));

    const rules = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupEgress')).map(({ Properties }) => Properties as Record<string, unknown>);
    expect(rules).toEqual([expect.objectContaining({ DestinationPrefixListId: { 'Fn::GetAtt': [expect.stringContaining('AwsManagedIds'), 'Id'] }, FromPort: 443 })]);
    expect(rules[0]).not.toHaveProperty('CidrIp');
  });
});

describe('a flow with a connected network', () => {
  it('leads the tier there, in every zone, and no other tier', () => {
    const stack = new Stack(new App(), 'Network');
    const vpc = network({ internetEgress: InternetEgress.none() }, stack);
    vpc.allow(TrafficFlow.from(application).to(branch(vpc)).port(443));
    vpc.allow(TrafficFlow.from(branch(vpc)).to(application).port(8443));

    const routes = Object.values(Template.fromStack(stack).findResources('AWS::EC2::Route')).map(({ Properties }) => Properties as { DestinationCidrBlock: string; RouteTableId: object });
    const own = routes.filter(({ DestinationCidrBlock }) => DestinationCidrBlock === '172.20.0.0/16');
    expect(own).toHaveLength(2);
    expect(JSON.stringify(own.map(({ RouteTableId }) => RouteTableId))).not.toMatch(/VpcPublic|VpcData/);
  });

  it('belongs to the network it is connected to', () => {
    const other = network({ addresses: NetworkAddresses.ipv4('10.9.0.0/16') });

    expect(refusal(TrafficFlow.from(application).to(branch(other)).port(443)))
      .toBe('a peer that is connected to this network; declare the flow with allow() of the network that branch is connected to');
    expect(refusal(TrafficFlow.from(new RemoteUsers('people', application, other, () => undefined)).to(data).port(443))).toMatch(/^a peer that is connected/);
    expect(() => network({ flows: [TrafficFlow.from(application).to(branch(other)).port(443)] })).toThrow(/flows\[0\]: got "application to branch on 443"; allowed is a peer that is connected/);
  });

  it('cannot lead where another connection leads', () => {
    const vpc = network();
    vpc.allow(TrafficFlow.from(application).to(branch(vpc)).port(443));

    expect(() => vpc.allow(TrafficFlow.from(application).to(branch(vpc, ['172.20.8.0/24'], 'factory')).port(443)))
      .toThrow(/allowed is addresses that no other connection leads to, as branch does: each packet takes one of them; take smaller blocks/);
  });

  it('needs a tier at the other end', () => {
    expect(refusal(TrafficFlow.from(TrafficPeer.internet()).to(TrafficPeer.ipv4('198.51.100.0/24')).port(443)))
      .toBe('a flow with a tier of this network at one end; add .to(…) with a tier or a peer');
  });
});

test('remote users stand in a tier, and are authorized for the addresses of the tier they reach', () => {
  const stack = new Stack(new App(), 'Network');
  const vpc = network({}, stack);
  const authorized: string[] = [];
  vpc.allow(TrafficFlow.from(new RemoteUsers('people', application, vpc, (block) => authorized.push(block.toString()))).to(data).port(5432));

  expect(authorized).toEqual(['10.0.64.0/19']);
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { Description: 'people to data on 5432', SourceSecurityGroupId: { 'Fn::GetAtt': [
    stack.getLogicalId(vpc.node.findChild('Application').node.findChild('SecurityGroup') as never), 'GroupId',
  ] } });
});
