import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { NetworkAddresses } from '../../lib/network/network-addresses';
import { SiteToSiteVpn, SiteToSiteVpnProps } from '../../lib/network/site-to-site-vpn';
import { TieredVpc } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { VpnRouting } from '../../lib/network/vpn-routing';
import { APPLICATION, DATA, network, openings, opens, properties } from './connections';

const OFFICE = { customerGatewayAddress: '203.0.113.9', remoteCidrs: ['10.8.0.0/16'] };

function vpn(props: Partial<SiteToSiteVpnProps> = {}): { stack: Stack; vpc: TieredVpc; connection: SiteToSiteVpn; template: Template } {
  const { stack, vpc } = network();
  const connection = new SiteToSiteVpn(stack, 'Connection', { vpc, ...OFFICE, ...props });
  return { stack, vpc, connection, get template() { return Template.fromStack(stack); } };
}

interface Tunnel { Value: unknown }

describe('a site-to-site VPN', () => {
  test('has two tunnels that accept nothing but current cryptography', () => {
    const [{ VpnTunnelOptionsSpecifications: tunnels }] = properties(vpn().stack, 'AWS::EC2::VPNConnection') as { VpnTunnelOptionsSpecifications: Record<string, Tunnel[]>[] }[];

    expect(tunnels).toHaveLength(2);
    for (const tunnel of tunnels) {
      const of = (name: string) => tunnel[name].map(({ Value }) => Value);
      expect(of('IKEVersions')).toEqual(['ikev2']);
      for (const phase of ['Phase1', 'Phase2']) {
        expect(of(`${phase}EncryptionAlgorithms`)).toEqual(['AES256-GCM-16']);
        expect(of(`${phase}IntegrityAlgorithms`)).toEqual(['SHA2-384', 'SHA2-512']);
        expect(of(`${phase}DHGroupNumbers`)).toEqual([19, 20, 21]);
      }
      expect(tunnel).toMatchObject({ DPDTimeoutAction: 'restart', StartupAction: 'start' });
    }
  });

  test('leaves the pre-shared keys to AWS, which keeps them in AWS Secrets Manager', () => {
    const { template } = vpn();

    template.hasResourceProperties('AWS::EC2::VPNConnection', { PreSharedKeyStorage: 'SecretsManager' });
    expect(JSON.stringify(template.toJSON())).not.toMatch(/"PreSharedKey"/);
  });

  test('logs what happens to the tunnels, encrypted and kept, below the name that log deliveries share one policy for', () => {
    const { template } = vpn();
    const logged = { LogEnabled: true, LogGroupArn: Match.anyValue(), LogOutputFormat: 'json', BgpLogEnabled: Match.absent() };

    template.hasResourceProperties('AWS::EC2::VPNConnection', {
      VpnTunnelOptionsSpecifications: [1, 2].map(() => Match.objectLike({ LogOptions: { CloudwatchLogOptions: logged } })),
    });
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: {
        LogGroupName: { 'Fn::Join': ['', [Match.stringLikeRegexp('^/aws/vendedlogs/site-to-site-vpn-[0-9a-f]{8}-$'), Match.anyValue()]] },
        KmsKeyId: Match.anyValue(), RetentionInDays: 365,
      },
    });
  });

  test('names the log group by an ARN without the wildcard that the service refuses', () => {
    const [{ VpnTunnelOptionsSpecifications: [tunnel] }] = properties(vpn().stack, 'AWS::EC2::VPNConnection') as { VpnTunnelOptionsSpecifications: object[] }[];

    expect(JSON.stringify(tunnel)).toMatch(/:log-group:",\{"Ref":"[A-Za-z0-9]+"\}\]\]/);
  });

  test('encrypts the log with the key it is given, and makes none then', () => {
    const { stack, vpc } = network();
    new SiteToSiteVpn(stack, 'Connection', { vpc, ...OFFICE, logEncryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/k') });

    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: Match.anyValue(), KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/k',
    });
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::KMS::Key')).filter((id) => id.startsWith('Connection'))).toEqual([]);
  });

  test('writes static routes down, and waits until the gateway is attached', () => {
    const { template } = vpn({ remoteCidrs: ['10.8.0.0/16', '10.9.0.0/16'] });

    template.hasResource('AWS::EC2::VPNConnection', {
      Properties: { StaticRoutesOnly: true }, DependsOn: [Match.stringLikeRegexp('^VpcVirtualPrivateGatewayAttachment')],
    });
    template.hasResourceProperties('AWS::EC2::CustomerGateway', { IpAddress: '203.0.113.9', BgpAsn: 65000, Type: 'ipsec.1' });
    expect(Object.values(template.findResources('AWS::EC2::VPNConnectionRoute')).map(({ Properties }) => (Properties as { DestinationCidrBlock: string }).DestinationCidrBlock))
      .toEqual(['10.8.0.0/16', '10.9.0.0/16']);
  });

  test.each([[65010, { BgpAsn: 65010 }], [4_200_000_001, { BgpAsnExtended: 4_200_000_001, BgpAsn: Match.absent() }]])('hears from a device with BGP number %d, and logs its sessions', (asn, numbers) => {
    const { template } = vpn({ routing: VpnRouting.bgp(asn) });

    template.hasResourceProperties('AWS::EC2::CustomerGateway', numbers);
    template.hasResourceProperties('AWS::EC2::VPNConnection', {
      StaticRoutesOnly: false,
      VpnTunnelOptionsSpecifications: Match.arrayWith([Match.objectLike({ LogOptions: { CloudwatchLogOptions: Match.objectLike({ BgpLogEnabled: true, BgpLogGroupArn: Match.anyValue() }) } })]),
    });
    template.resourceCountIs('AWS::EC2::VPNConnectionRoute', 0);
  });

  test('opens, with a flow, the way to its addresses from that tier alone', () => {
    const lines = opens((vpc, stack) => {
      const connection = new SiteToSiteVpn(stack, 'Connection', { vpc, ...OFFICE });
      return [TrafficFlow.from(connection.network('10.8.4.0/24')).to(DATA).port(5432)];
    });

    expect(lines).toEqual([
      'data acl lets in 10.8.4.0/24 on 5432',
      'data acl lets out to 10.8.4.0/24 on 1024-65535',
      'data group lets in 10.8.4.0/24 on 5432',
      'data routes 10.8.4.0/24 to a Gateway',
      'data routes 10.8.4.0/24 to a Gateway',
    ]);
  });

  test('may stand in another stack than its network', () => {
    const app = new App();
    const { stack, vpc } = network({}, new Stack(app, 'Network'));
    const connection = new SiteToSiteVpn(new Stack(app, 'Hybrid'), 'Connection', { vpc, ...OFFICE });
    vpc.allow(TrafficFlow.from(APPLICATION).to(connection.network()).port(443));

    expect(() => app.synth()).not.toThrow();
    expect(openings(stack)).toContain('application routes 10.8.0.0/16 to a Gateway');
  });

  test('is, to flows, one network with all that is behind the gateway, so that the same rule is never made twice', () => {
    const { stack, vpc, connection } = vpn();
    const backup = new SiteToSiteVpn(stack, 'Backup', { vpc, ...OFFICE, customerGatewayAddress: '198.51.100.9' });
    vpc.allow(TrafficFlow.from(APPLICATION).to(connection.network()).port(443));

    expect(connection.network().name).toBe('on premises 10.8.0.0/16');
    expect(() => vpc.allow(TrafficFlow.from(APPLICATION).to(backup.network()).port(443))).toThrow(/each flow once/);
    expect(() => vpc.allow(TrafficFlow.from(APPLICATION).to(backup.network()).port(1433))).not.toThrow();
  });
});

describe('a site-to-site VPN refuses', () => {
  test.each<[string, Partial<SiteToSiteVpnProps>, RegExp]>([
    ['a private address of the device', { customerGatewayAddress: '192.168.1.1' }, /customerGatewayAddress: got "192\.168\.1\.1"; allowed is a public IPv4 address/],
    ['a name of the device', { customerGatewayAddress: 'vpn.example.com' }, /got "vpn\.example\.com"/],
    ['an IPv6 address of the device', { customerGatewayAddress: '2001:db8::1' }, /allowed is a public IPv4 address/],
    ['addresses that overlap with the network', { remoteCidrs: ['10.8.0.0/16', '10.0.9.0/24'] }, /remoteCidrs\[1\]: got "10\.0\.9\.0\/24"; allowed is addresses that do not overlap/],
    ['the internet', { remoteCidrs: ['0.0.0.0/0'] }, /would take over the default route/],
    ['no addresses', { remoteCidrs: [] }, /remoteCidrs: got a list of 0/],
    ['the number of the autonomous system of AWS', { routing: VpnRouting.bgp(64512) }, /routing: got 64512; allowed is a number that AWS does not use itself/],
    ['a number that is none', { routing: VpnRouting.bgp(0) }, /routing: got 0; allowed is a whole number from 1 to 4294967294/],
  ])('%s', (_, props, message) => {
    expect(() => vpn(props)).toThrow(message);
  });

  test('IPv6 addresses, even for a network that has some', () => {
    const { stack, vpc } = network({ addresses: NetworkAddresses.dualStack('10.0.0.0/16') });

    expect(() => new SiteToSiteVpn(stack, 'Connection', { vpc, ...OFFICE, remoteCidrs: ['2001:db8::/48'] }))
      .toThrow(/remoteCidrs: got "2001:db8::\/48"; allowed is IPv4 addresses; .* carries IPv4 alone/);
  });

  test('a block that is not inside its addresses', () => {
    expect(() => vpn().connection.network('10.9.0.0/16')).toThrow(/allowed is a block inside 10\.8\.0\.0\/16/);
  });
});
