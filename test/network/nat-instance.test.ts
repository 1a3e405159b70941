import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { rulesAt } from '../../lib/network/flow-path';
import { InternetEgress } from '../../lib/network/internet-egress';
import { NatInstance } from '../../lib/network/nat-instance';
import { natInstanceScript } from '../../lib/network/nat-instance-script';
import { NetworkAddresses } from '../../lib/network/network-addresses';
import { NetworkTier } from '../../lib/network/network-tier';
import { ReachabilityAnalysis } from '../../lib/network/reachability/reachability-analysis';
import { TierResources } from '../../lib/network/tier-resources';
import { TieredVpc, TieredVpcProps } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { TrafficPeer } from '../../lib/network/traffic-peer';
import { findingsBelow } from './findings';

const APPLICATION = NetworkTier.application();
const INTERNET = TrafficPeer.internet();

function network(flows: TrafficFlow[] = [], props: TieredVpcProps = {}): { stack: Stack; template: Template } {
  const stack = new Stack(new App(), 'Network');
  new TieredVpc(stack, 'Vpc', { internetEgress: InternetEgress.natInstance(), tiers: [NetworkTier.public(), APPLICATION, NetworkTier.application('batch')], flows, ...props });
  return { stack, template: Template.fromStack(stack) };
}

/** What the security group of the instance lets through. */
function rules(template: Template, direction: 'Ingress' | 'Egress'): string[] {
  const [group, { Properties }] = Object.entries(template.findResources('AWS::EC2::SecurityGroup')).find(([id]) => id.includes('NatInstance'))!;
  const inline = (Properties as Record<string, object[]>)[`SecurityGroup${direction}`] ?? [];
  const own = Object.values(template.findResources(`AWS::EC2::SecurityGroup${direction}`)).map((each) => each.Properties as Record<string, unknown>)
    .filter(({ GroupId }) => JSON.stringify(GroupId).includes(group));
  return [...inline, ...own].map((rule) => rule as Record<string, string>)
    .map(({ CidrIp, IpProtocol, FromPort, ToPort }) => `${CidrIp} ${IpProtocol} ${FromPort}-${ToPort}`).sort();
}

describe('the security group of a NAT instance', () => {
  test('lets nothing in and only HTTPS of the instance itself out while no flow goes through NAT', () => {
    const { template } = network();

    expect(rules(template, 'Ingress')).toEqual([]);
    expect(rules(template, 'Egress')).toEqual(['0.0.0.0/0 tcp 443-443']);
  });

  test('lets in what a tier sends through NAT, from that tier, and out to what is called', () => {
    const { template } = network([
      TrafficFlow.from(APPLICATION).to(INTERNET).port(443),
      TrafficFlow.from(APPLICATION).to(TrafficPeer.ipv4('198.51.100.0/24')).udpPorts(5000, 5010),
    ]);

    expect(rules(template, 'Ingress')).toEqual(['10.0.32.0/19 tcp 443-443', '10.0.32.0/19 udp 5000-5010']);
    expect(rules(template, 'Egress')).toEqual(['0.0.0.0/0 tcp 443-443', '198.51.100.0/24 udp 5000-5010']);
  });

  test('has no rule twice, which Amazon EC2 would refuse, when flows share an end', () => {
    const { template } = network([
      TrafficFlow.from(APPLICATION).to(TrafficPeer.ipv4('198.51.100.0/24')).port(25),
      TrafficFlow.from(APPLICATION).to(TrafficPeer.ipv4('203.0.113.0/24')).port(25),
      TrafficFlow.from(NetworkTier.application('batch')).to(TrafficPeer.ipv4('198.51.100.0/24')).port(25),
      TrafficFlow.from(NetworkTier.application('batch')).to(INTERNET).port(443),
    ]);

    expect(rules(template, 'Ingress')).toEqual(['10.0.32.0/19 tcp 25-25', '10.0.64.0/19 tcp 25-25', '10.0.64.0/19 tcp 443-443']);
    expect(rules(template, 'Egress')).toEqual(['0.0.0.0/0 tcp 443-443', '198.51.100.0/24 tcp 25-25', '203.0.113.0/24 tcp 25-25']);
  });

  test('stays shut for flows that take another way', () => {
    const { template } = network([
      TrafficFlow.from(INTERNET).to(NetworkTier.public()).port(80),
      TrafficFlow.from(NetworkTier.public()).to(APPLICATION).port(8080),
      TrafficFlow.from(NetworkTier.public()).to(INTERNET).port(587),
    ]);

    expect(rules(template, 'Ingress')).toEqual([]);
    expect(rules(template, 'Egress')).toEqual(['0.0.0.0/0 tcp 443-443']);
  });

  test('knows IPv4 alone: IPv6 leaves through the egress-only internet gateway', () => {
    const { template } = network([TrafficFlow.from(APPLICATION).to(INTERNET).port(443)], { addresses: NetworkAddresses.dualStack('10.0.0.0/16') });

    expect(rules(template, 'Ingress')).toEqual(['10.0.32.0/19 tcp 443-443']);
    template.resourceCountIs('AWS::EC2::EgressOnlyInternetGateway', 1);
  });
});

test('what the instance calls itself leaves its subnets on 443, and only answers come in', () => {
  const stack = new Stack(new App(), 'Network');
  const vpc = new TieredVpc(stack, 'Vpc', { internetEgress: InternetEgress.natInstance() });
  const [instance, nat] = ['NatInstance', 'Nat'].map((id) => vpc.node.findChild('Internet').node.findChild(id)) as [NatInstance, TierResources];
  const { ingress, egress } = rulesAt(nat, instance.ownPath(nat));
  const words = (all: typeof ingress) => all.map(({ block, protocol, fromPort, toPort }) => `${block.toString()} ${protocol} ${fromPort}-${toPort}`);

  expect(words(egress)).toEqual(['0.0.0.0/0 tcp 443-443']);
  expect(words(ingress)).toEqual(['0.0.0.0/0 tcp 1024-65535']);
});

describe('a NAT instance', () => {
  const { stack, template } = network([TrafficFlow.from(APPLICATION).to(INTERNET).port(443)]);

  test('may be replaced without touching a route or the public address: both hold on to a network interface of their own', () => {
    const target = { 'Fn::GetAtt': [Match.stringLikeRegexp('NatInstanceNetworkInterface'), 'Id'] };
    template.hasResourceProperties('AWS::EC2::NetworkInterface', { SourceDestCheck: false });
    template.hasResourceProperties('AWS::EC2::EIPAssociation', { NetworkInterfaceId: target });
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', { LaunchTemplateData: { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: target }] } });
    expect(Object.values(template.findResources('AWS::EC2::Route', { Properties: { NetworkInterfaceId: target, DestinationCidrBlock: '0.0.0.0/0' } }))).toHaveLength(4);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  test('carries what was declared to the internet, and nothing else', () => {
    const reachability = ReachabilityAnalysis.ofTemplate(template.toJSON());

    reachability.canReach('application', 'internet', 443);
    reachability.cannotReach('application', 'internet', 80);
    reachability.cannotReach('batch', 'internet');
    reachability.cannotReach('internet', 'application');
  });

  test('is one at a time: the old one goes before the next one takes its network interface', () => {
    template.hasResource('AWS::AutoScaling::AutoScalingGroup', {
      Properties: {
        MinSize: '1', MaxSize: '1', VPCZoneIdentifier: Match.absent(), AvailabilityZones: [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
        InstanceMaintenancePolicy: { MinHealthyPercentage: 0, MaxHealthyPercentage: 100 }, MaxInstanceLifetime: 14 * 86_400,
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('AddressAssociation')]),
      CreationPolicy: { ResourceSignal: { Count: 1, Timeout: 'PT15M' } },
      UpdatePolicy: { AutoScalingRollingUpdate: Match.objectLike({ MinInstancesInService: 0, WaitOnResourceSignals: true }) },
    });
  });

  test('answers no metadata request without a token, encrypts its disk, and asks for the newest image when it starts', () => {
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: {
        ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
        InstanceType: 't4g.nano',
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        BlockDeviceMappings: [{ Ebs: { Encrypted: true, VolumeType: 'gp3' } }],
        Monitoring: { Enabled: true },
        KeyName: Match.absent(),
      },
    });
    // The one that the synthesizer of a plain stack adds.
    expect(Object.keys(template.toJSON().Parameters as object)).toEqual(['BootstrapVersion']);
  });

  test('lets Session Manager in, and may do nothing else', () => {
    const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.includes('NatInstance'));

    expect(policies.flatMap(([, { Properties }]) => (Properties as { PolicyDocument: { Statement: { Action: string[] }[] } }).PolicyDocument.Statement
      .flatMap(({ Action }) => Action))).toEqual([
      'ssm:UpdateInstanceInformation',
      'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
    ]);
  });

  test('gives a warning, and NAT gateways give none', () => {
    Annotations.fromStack(stack).hasWarning('/Network/Vpc/Internet/NatInstance', Match.stringLikeRegexp('single instance: .*cdk-secure-baseline:nat-instance'));
    Annotations.fromStack(network([], { internetEgress: InternetEgress.singleNat() }).stack).hasNoWarning('*', Match.stringLikeRegexp('nat-instance'));
  });

  test.each([
    ['literal addresses', NetworkAddresses.ipv4('10.0.0.0/16')],
    ['addresses from a pool', NetworkAddresses.ipam('ipam-pool-0123456789abcdef0', 16)],
  ])('leaves the rule packs nothing to find with %s', (_, addresses) => {
    const { stack: other } = network([TrafficFlow.from(APPLICATION).to(INTERNET).port(443)], { addresses });

    expect(findingsBelow(other, 'Vpc/Internet/NatInstance')).toEqual([]);
  });
});

describe('the first boot of a NAT instance', () => {
  /**
   * Runs the script with every command that would change the machine written down instead.
   *
   * @param failures - how often packages cannot be had before they can
   * @param forwarding - what the kernel says about forwarding in the end
   */
  function boot(failures: number, forwarding = 1): { commands: string[]; file: (name: string) => string } {
    const root = mkdtempSync(join(tmpdir(), 'nat-'));
    try {
      ['sysconfig', 'sysctl.d'].forEach((folder) => mkdirSync(join(root, 'etc', folder), { recursive: true }));
      const quiet = ['dd', 'chmod', 'mkswap', 'swapon', 'sleep', 'systemctl', 'shutdown'];
      const stubs = [
        `say() { echo "$*" >> ${root}/commands; }`,
        ...quiet.map((name) => `${name}() { say ${name} "$@"; }`),
        `left=${failures}`,
        'dnf() { say dnf "$@"; ((left-- <= 0)); }',
        'nft() { say nft "$@"; ((left < 0)); }',
        `sysctl() { say sysctl "$@"; if [ "$1" = -n ]; then echo ${forwarding}; fi; }`,
        'cfn-signal() { say signal "$2" for "$6"; }',
      ];
      const script = natInstanceScript('NatGroup').replace(/\$\{Token[^}]*\}/g, 'token').replace('/opt/aws/bin/', '').replace(/ \/etc\//g, ` ${root}/etc/`);
      spawnSync('bash', ['-c', [...stubs, script].join('\n')], { stdio: 'ignore' });
      const files = Object.fromEntries(['sysconfig/nftables.conf', 'sysctl.d/90-nat.conf', 'fstab']
        .map((name) => [name, existsSync(join(root, 'etc', name)) ? readFileSync(join(root, 'etc', name), 'utf8') : '']));
      return { commands: readFileSync(join(root, 'commands'), 'utf8').trim().split('\n'), file: (name) => files[name] };
    } finally {
      rmSync(root, { recursive: true });
    }
  }

  test('turns on forwarding and masquerading, for every boot after it too, and says so to AWS CloudFormation', () => {
    const { commands, file } = boot(0);

    expect(file('sysctl.d/90-nat.conf')).toContain('net.ipv4.ip_forward = 1');
    expect(file('sysconfig/nftables.conf')).toMatch(/type nat hook postrouting .*\n\s*masquerade/);
    expect(commands).toEqual(expect.arrayContaining(['dnf --assumeyes install nftables aws-cfn-bootstrap', 'systemctl enable --now nftables']));
    expect(commands.at(-1)).toBe('signal true for NatGroup');
    expect(commands.join()).not.toContain('shutdown');
  });

  test('asks for packages until there is a way to them', () => {
    const { commands } = boot(3);

    expect(commands.filter((command) => command.startsWith('dnf'))).toHaveLength(4);
    expect(commands.at(-1)).toBe('signal true for NatGroup');
  });

  test.each([
    ['there is none', 99, 1],
    ['the kernel does not forward', 0, 0],
  ])('says that it failed, and turns the instance off to have it replaced, when %s', (_, failures, forwarding) => {
    const { commands } = boot(failures, forwarding);

    expect(commands.slice(-2)).toEqual(['signal false for NatGroup', 'shutdown -h now']);
    expect(commands).not.toContain('signal true for NatGroup');
  });
});
