import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { ClientVpn, ClientVpnProps } from '../../lib/network/client-vpn';
import { ClientVpnAuthentication } from '../../lib/network/client-vpn-authentication';
import { NetworkAddresses } from '../../lib/network/network-addresses';
import { NetworkTier } from '../../lib/network/network-tier';
import { PeerVpc } from '../../lib/network/peer-vpc';
import { TieredVpc, TieredVpcProps } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { TrafficPeer } from '../../lib/network/traffic-peer';
import { VpcPeering } from '../../lib/network/vpc-peering';
import { APPLICATION, DATA, EDGE, findings, network, openings, opens, properties } from './connections';

const CERTIFICATE = 'arn:aws:acm:eu-central-1:111122223333:certificate/12345678-1234-1234-1234-123456789012';
const SAML = ClientVpnAuthentication.saml('arn:aws:iam::111122223333:saml-provider/people');
const PROPS = { tier: EDGE, clientCidr: '10.200.0.0/22', serverCertificateArn: CERTIFICATE, authentication: SAML };
const RULE = 'AWS::EC2::ClientVpnAuthorizationRule';

function vpn(props: Partial<ClientVpnProps> = {}, net?: TieredVpcProps): { stack: Stack; vpc: TieredVpc; connection: ClientVpn } {
  const { stack, vpc } = network(net);
  return { stack, vpc, connection: new ClientVpn(stack, 'Connection', { vpc, ...PROPS, ...props }) };
}

/** Who may reach what, one line for each authorization rule. */
function authorized(stack: Stack): string[] {
  return properties(stack, RULE).map(({ TargetNetworkCidr, AccessGroupId, AuthorizeAllGroups }) =>
    `${JSON.stringify(TargetNetworkCidr).replace(/"/g, '')} for ${AuthorizeAllGroups === true ? 'everybody' : String(AccessGroupId)}`);
}

describe('a client VPN', () => {
  test('stands in all zones of its tier, behind the tier\'s security group', () => {
    const { stack, vpc } = vpn();
    const group = stack.resolve(vpc.securityGroup(EDGE).securityGroupId) as object;

    expect(properties(stack, 'AWS::EC2::ClientVpnEndpoint')).toEqual([expect.objectContaining({
      SecurityGroupIds: [group], ClientCidrBlock: '10.200.0.0/22', ServerCertificateArn: CERTIFICATE,
    })]);
    expect(properties(stack, 'AWS::EC2::ClientVpnTargetNetworkAssociation').map(({ SubnetId }) => SubnetId)).toEqual(vpc.subnetIds(EDGE).map((id) => stack.resolve(id) as object));
  });

  test('carries traffic for the network alone, ends sessions after a working day, and has no portal or banner unless asked', () => {
    Template.fromStack(vpn().stack).hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      SplitTunnel: true, TransportProtocol: 'udp', VpnPort: 443, SessionTimeoutHours: 8, DisconnectOnSessionTimeout: true, SelfServicePortal: 'disabled',
      ClientLoginBannerOptions: Match.absent(),
    });
    Template.fromStack(vpn({ sessionTimeout: Duration.minutes(600), loginBanner: 'For staff' }).stack).hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      SessionTimeoutHours: 10, ClientLoginBannerOptions: { Enabled: true, BannerText: 'For staff' },
    });
  });

  test('logs who connects, encrypted and kept', () => {
    const { stack, connection } = vpn();
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::EC2::ClientVpnEndpoint', {
      ConnectionLogOptions: { Enabled: true, CloudwatchLogGroup: stack.resolve(connection.logGroup.logGroupName) as object },
    });
    const [, logGroup] = Object.entries(template.findResources('AWS::Logs::LogGroup')).find(([id]) => id.startsWith('Connection'))!;
    expect(logGroup).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 365, KmsKeyId: expect.anything() as unknown } });
  });

  test('resolves names with the resolver of the network, and lets everybody ask it, and nobody reach anything else', () => {
    const { stack } = vpn();

    expect(properties(stack, 'AWS::EC2::ClientVpnEndpoint')[0].DnsServers).toEqual(['10.0.0.2']);
    expect(authorized(stack)).toEqual(['10.0.0.2/32 for everybody']);
    expect(openings(stack)).toEqual(openings(network().stack));
  });

  test('finds the resolver of a network whose addresses a deployment gives out', () => {
    const { stack } = vpn({}, { addresses: NetworkAddresses.ipam('ipam-pool-0123456789abcdef0', 16) });
    const numbers = { 'Fn::Split': ['.', { 'Fn::GetAtt': [expect.stringMatching(/^Vpc/), 'CidrBlock'] }] };

    expect(properties(stack, 'AWS::EC2::ClientVpnEndpoint')[0].DnsServers).toEqual([
      { 'Fn::Join': ['.', [...[0, 1, 2].map((index) => ({ 'Fn::Select': [index, numbers] })), '2']] },
    ]);
  });

  test('lets a group reach what its flow names: through the tier\'s firewalls, and by an authorization of its own', () => {
    const lines = opens((vpc, stack) => [TrafficFlow.from(new ClientVpn(stack, 'Connection', { vpc, ...PROPS }).users('database administrators')).to(DATA).port(5432)]);

    expect(lines).toEqual([
      'data acl lets in 10.0.96.0/19 on 5432',
      'data acl lets out to 10.0.96.0/19 on 1024-65535',
      'data group lets in the group of a tier on 5432',
      'edge acl lets in 10.0.64.0/19 on 1024-65535',
      'edge acl lets out to 10.0.64.0/19 on 5432',
      'edge group lets out to the group of a tier on 5432',
    ]);
  });

  test('authorizes each group once for the same addresses, whatever the ports, and one after the other', () => {
    const { stack, vpc, connection } = vpn();
    [5432, 3306].forEach((port) => vpc.allow(TrafficFlow.from(connection.users('dba')).to(DATA).port(port)));
    vpc.allow(TrafficFlow.from(connection.users()).to(APPLICATION).port(443));

    expect(authorized(stack)).toEqual(['10.0.0.2/32 for everybody', '10.0.64.0/19 for dba', '10.0.32.0/19 for everybody']);
    const rules = Object.entries(Template.fromStack(stack).findResources(RULE));
    expect(rules.map(([, { DependsOn }]) => DependsOn as unknown)).toEqual([undefined, [rules[0][0]], [rules[1][0]]]);
  });

  test('opens the tier once for two groups that may call the same port, since a security group takes no rule twice', () => {
    const { stack, vpc, connection } = vpn();
    ['dba', 'auditors'].forEach((group) => vpc.allow(TrafficFlow.from(connection.users(group)).to(DATA).port(5432)));

    expect(openings(stack).filter((line) => line.includes('group lets') && line.endsWith(' on 5432'))).toEqual([
      'data group lets in the group of a tier on 5432', 'edge group lets out to the group of a tier on 5432',
    ]);
    expect(authorized(stack)).toEqual(['10.0.0.2/32 for everybody', '10.0.64.0/19 for dba', '10.0.64.0/19 for auditors']);
  });

  test('authorizes IPv4 addresses alone, which clients have', () => {
    const { stack, vpc, connection } = vpn({}, { addresses: NetworkAddresses.dualStack('10.0.0.0/16') });
    vpc.allow(TrafficFlow.from(connection.users('dba')).to(DATA).port(5432));

    expect(authorized(stack)).toEqual(['10.0.0.2/32 for everybody', '10.0.64.0/19 for dba']);
  });

  test('leads to a network behind another connection, through every subnet, once these are there', () => {
    const { stack, vpc, connection } = vpn();
    const peering = new VpcPeering(stack, 'Peering', { vpc, peer: PeerVpc.existing({ vpcId: 'vpc-0123456789abcdef0', cidrs: ['10.1.0.0/16'] }) });
    vpc.allow(TrafficFlow.from(connection.users('dba')).to(peering.network()).port(5432));
    vpc.allow(TrafficFlow.from(connection.users('dba')).to(DATA).port(5432));

    expect(authorized(stack)).toContain('10.1.0.0/16 for dba');
    expect(properties(stack, 'AWS::EC2::ClientVpnRoute').map(({ DestinationCidrBlock, TargetVpcSubnetId }) => [DestinationCidrBlock, TargetVpcSubnetId]))
      .toEqual(vpc.subnetIds(EDGE).map((id) => ['10.1.0.0/16', stack.resolve(id) as object]));
    Object.values(Template.fromStack(stack).findResources('AWS::EC2::ClientVpnRoute')).forEach(({ DependsOn }) =>
      expect((DependsOn as string[]).filter((id) => id.startsWith('ConnectionSubnet'))).toHaveLength(2));
    expect(openings(stack)).toContain('edge routes 10.1.0.0/16 to a VpcPeeringConnection');
  });

  test('may stand in another stack than its network', () => {
    const app = new App();
    const { vpc } = network({}, new Stack(app, 'Network'));
    const connection = new ClientVpn(new Stack(app, 'People'), 'Connection', { vpc, ...PROPS });
    vpc.allow(TrafficFlow.from(connection.users()).to(DATA).port(5432));

    expect(() => app.synth()).not.toThrow();
  });

  test('gives the rule packs nothing to find, which find what is planted beside it', () => {
    const { stack } = vpn();
    expect(findings(stack)).toEqual([]);

    const { stack: planted } = vpn();
    new CfnBucket(planted, 'ConnectionBucket');
    expect(findings(planted)).toContain('AwsSolutions-S1 at Network/ConnectionBucket');
  });
});

describe('a client VPN refuses', () => {
  test.each<[string, Partial<ClientVpnProps>, RegExp]>([
    ['a tier that is not there', { tier: NetworkTier.isolated('vpn') }, /tier: got "vpn"; allowed is a tier of the network: public, application, data, edge; add NetworkTier\.isolated\('vpn'\)/],
    ['client addresses that overlap with the network', { clientCidr: '10.0.0.0/22' }, /clientCidr: got "10\.0\.0\.0\/22"; allowed is addresses that do not overlap/],
    ['too few client addresses', { clientCidr: '10.200.0.0/23' }, /clientCidr: got "10\.200\.0\.0\/23"; allowed is a prefix from 12 to 22/],
    ['too many client addresses', { clientCidr: '100.0.0.0/8' }, /allowed is a prefix from 12 to 22/],
    ['client addresses that are none', { clientCidr: '10.200.0.1/22' }, /allowed is a literal IPv4 block/],
    ['IPv6 client addresses', { clientCidr: 'fd00::/20' }, /allowed is a literal IPv4 block/],
    ['a server certificate that is none', { serverCertificateArn: 'server.crt' }, /serverCertificateArn: got "server\.crt"; allowed is the ARN of a certificate in AWS Certificate Manager/],
    ['a session of a week', { sessionTimeout: Duration.days(7) }, /sessionTimeout: got 168; allowed is 8, 10, 12, 24 hours/],
    ['an empty banner', { loginBanner: '' }, /loginBanner: got ""; allowed is 1 to 1400 characters/],
    ['a banner that is too long', { loginBanner: 'x'.repeat(1401) }, /loginBanner/],
  ])('%s', (_, props, message) => {
    expect(() => vpn(props)).toThrow(message);
  });

  test('a tier whose subnets are too small', () => {
    expect(() => vpn({}, { addresses: NetworkAddresses.ipv4('10.0.0.0/23') })).toThrow(/tier: got "edge"; allowed is a tier whose subnets have a prefix of 27 or less, and not 28/);
    expect(() => vpn({}, { addresses: NetworkAddresses.ipv4('10.0.0.0/22') })).not.toThrow();
  });

  test('a group without a name', () => {
    expect(() => vpn().connection.users(' ')).toThrow(/group: got " "; allowed is the literal name of a group/);
  });

  test('to lead people to the internet, or to their own addresses', () => {
    const { stack, vpc, connection } = vpn({ tier: APPLICATION });
    const peering = new VpcPeering(stack, 'Peering', { vpc, peer: PeerVpc.existing({ vpcId: 'vpc-0123456789abcdef0', cidrs: ['10.192.0.0/11'] }) });

    for (const [peer, block] of [[TrafficPeer.internet(), /got "0\.0\.0\.0\/0"/], [peering.network(), /got "10\.192\.0\.0\/11"/]] as const) {
      expect(() => vpc.allow(TrafficFlow.from(connection.users()).to(peer).port(443))).toThrow(block);
    }
  });
});

test('names of groups stay within what a description of a rule can carry', () => {
  const { name } = vpn().connection.users('Entwickler: Zürich & "Bern", 8a4f2c1e-0000-4000-8000-1234567890ab');

  expect(name).toBe('Connection group Entwickler: Z-rich & -Bern-, 8a4f2c1e-0000-');
});
