import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { NetworkAddresses } from '../../lib/network/network-addresses';
import { NetworkFirewall, NetworkFirewallProps } from '../../lib/network/network-firewall';
import { NetworkTier } from '../../lib/network/network-tier';
import { ReachabilityAnalysis } from '../../lib/network/reachability/reachability-analysis';
import { TieredVpc, TieredVpcProps } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { problemsOf } from '../support';
import { findingsBelow } from './findings';
import { within } from './within';

const [PUBLIC, APPLICATION, DATA, FIREWALL] = [NetworkTier.public(), NetworkTier.application(), NetworkTier.data(), NetworkTier.isolated('firewall')];
const FLOW = TrafficFlow.from(APPLICATION).to(DATA).port(5432);
const BETWEEN = [{ one: APPLICATION, other: DATA }];

function inspected(props: Partial<NetworkFirewallProps> = {}, vpcProps: TieredVpcProps = {}): { stack: Stack; vpc: TieredVpc; firewall: NetworkFirewall } {
  const stack = new Stack(new App(), 'Network');
  const vpc = new TieredVpc(stack, 'Vpc', { tiers: [PUBLIC, APPLICATION, DATA, FIREWALL], flows: [TrafficFlow.from(PUBLIC).to(APPLICATION).port(443), FLOW], ...vpcProps });
  return { stack, vpc, firewall: new NetworkFirewall(stack, 'Firewall', { vpc, tier: FIREWALL, between: BETWEEN, ...props }) };
}

function refused(props: Partial<NetworkFirewallProps> = {}, vpcProps: TieredVpcProps = {}): string[] {
  return problemsOf((stack) => {
    const vpc = new TieredVpc(stack, 'Vpc', { tiers: [PUBLIC, APPLICATION, DATA, FIREWALL], ...vpcProps });
    new NetworkFirewall(stack, 'Firewall', { vpc, tier: FIREWALL, between: BETWEEN, ...props });
  });
}

describe('the way between inspected tiers', () => {
  /** The firewall endpoint that a host's packet to another one takes, by the most specific route of its subnet. */
  function endpoint(template: Template, from: { tier: string; zone: number }, to: { tier: string; zone: number }): string | undefined {
    const subnet = Object.entries(template.findResources('AWS::EC2::Subnet')).find(([id]) => id.startsWith(`Vpc${to.tier}Subnet${to.zone}`))![1];
    const address = (subnet.Properties as { CidrBlock: string }).CidrBlock.replace(/\.\d+\/.*/, '.10');
    const routes = Object.values(template.findResources('AWS::EC2::Route')).map(({ Properties }) => Properties as Record<string, string>)
      .filter(({ RouteTableId }) => JSON.stringify(RouteTableId).includes(`Vpc${from.tier}RouteTable${from.zone}`))
      .filter(({ DestinationCidrBlock }) => DestinationCidrBlock !== undefined && DestinationCidrBlock !== '0.0.0.0/0' && within(address, DestinationCidrBlock));
    return routes[0] && JSON.stringify(routes[0].VpcEndpointId);
  }
  const template = Template.fromStack(inspected({}, { availabilityZones: 3 }).stack);
  const zones = [1, 2, 3].flatMap((one) => [1, 2, 3].map((other) => [one, other]));

  test.each(zones)('from zone %i of the one to zone %i of the other and back is through the endpoint in the zone of the first', (one, other) => {
    const there = endpoint(template, { tier: 'Application', zone: one }, { tier: 'Data', zone: other });
    const back = endpoint(template, { tier: 'Data', zone: other }, { tier: 'Application', zone: one });

    expect(there).toMatch(new RegExp(`"Fn::Select":\\[1,\\{"Fn::Split":\\[":",.*FirewallZone${one}[0-9A-F]{8}","EndpointIds"`));
    expect(back).toBe(there);
  });

  test('leads no other tier through the firewall', () => {
    expect(endpoint(template, { tier: 'Public', zone: 1 }, { tier: 'Application', zone: 1 })).toBeUndefined();
    expect(endpoint(template, { tier: 'Application', zone: 1 }, { tier: 'Public', zone: 1 })).toBeUndefined();
    expect(endpoint(template, { tier: 'Firewall', zone: 1 }, { tier: 'Data', zone: 1 })).toBeUndefined();
  });

  test('is open for what was declared, over IPv4 and IPv6, and shut for the rest', () => {
    const { stack } = inspected({}, { addresses: NetworkAddresses.dualStack('10.0.0.0/16') });
    const network = ReachabilityAnalysis.ofTemplate(Template.fromStack(stack).toJSON());

    network.canReach('application', 'data', 5432);
    network.cannotReach('data', 'application');
    network.cannotReach('public', 'data');
    network.cannotReach('firewall', 'data');
    network.cannotReach('application', 'firewall');
    expect(network.connections().filter(({ source, destination }) => source === 'application' && destination === 'data')
      .map(({ addressFamily, fromPort, toPort }) => [addressFamily, fromPort, toPort])).toEqual([['ipv4', 5432, 5432], ['ipv6', 5432, 5432]]);
    expect(() => network.cannotReach('application', 'data')).toThrow(/application can reach data/);
  });

  test('is opened by addresses in security groups, whose members do not know each other behind a firewall', () => {
    const rules = Object.entries(Template.fromStack(inspected().stack).findResources('AWS::EC2::SecurityGroupIngress'));
    const rule = rules.find(([id]) => id.startsWith('VpcData'))![1];

    expect(rule.Properties).toMatchObject({ CidrIp: '10.0.32.0/19', FromPort: 5432 });
    expect(rule.Properties).not.toHaveProperty('SourceSecurityGroupId');
  });

  test('is led through endpoints when addresses come from a pool, too', () => {
    const { stack } = inspected({}, { addresses: NetworkAddresses.ipam('ipam-pool-0123456789abcdef0', 16) });

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::Route', {
      DestinationCidrBlock: { 'Fn::Select': [8, { 'Fn::Cidr': [Match.anyValue(), 9, '11'] }] }, VpcEndpointId: Match.anyValue(),
    });
  });
});

describe('the firewalls', () => {
  test('are one for each zone, in a subnet of their own tier, protected, under one policy', () => {
    const { stack, firewall } = inspected();
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::NetworkFirewall::Firewall', 2);
    template.resourceCountIs('AWS::NetworkFirewall::FirewallPolicy', 1);
    template.allResourcesProperties('AWS::NetworkFirewall::Firewall', {
      DeleteProtection: true, FirewallPolicyChangeProtection: true, SubnetChangeProtection: true,
      SubnetMappings: [{ IPAddressType: 'IPV4', SubnetId: { 'Fn::GetAtt': [Match.stringLikeRegexp('VpcFirewallSubnet'), 'SubnetId'] } }],
    });
    expect(firewall.firewallArns).toHaveLength(2);
    const names = Object.values(template.findResources('AWS::NetworkFirewall::Firewall')).map(({ Properties }) => (Properties as { FirewallName: string }).FirewallName);
    expect(new Set(names).size).toBe(2);
    names.forEach((name) => expect(name).toMatch(/^[A-Za-z0-9-]{1,128}$/));
  });

  test('have names that AWS takes, however deep they stand', () => {
    const stack = new Stack(new App(), `Network${'x'.repeat(100)}`);
    const vpc = new TieredVpc(stack, 'Vpc', { tiers: [APPLICATION, DATA, FIREWALL], flows: [FLOW] });
    new NetworkFirewall(stack, 'y'.repeat(100), { vpc, tier: FIREWALL, between: BETWEEN });
    const resources = Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string; Properties: Record<string, string> }>)
      .filter(({ Type }) => /^AWS::NetworkFirewall::(Firewall|FirewallPolicy|RuleGroup)$/.test(Type));

    expect(resources).toHaveLength(4);
    resources.forEach(({ Properties }) => expect(Properties.FirewallName ?? Properties.FirewallPolicyName ?? Properties.RuleGroupName).toMatch(/^[A-Za-z0-9-]{1,128}$/));
  });

  test('speak IPv6 where the network does', () => {
    Template.fromStack(inspected({}, { addresses: NetworkAddresses.dualStack('10.0.0.0/16') }).stack)
      .allResourcesProperties('AWS::NetworkFirewall::Firewall', { SubnetMappings: [{ IPAddressType: 'DUALSTACK' }] });
  });

  test('log what they drop and who talks to whom, each of them, to an encrypted log group that is kept', () => {
    const template = Template.fromStack(inspected().stack);
    const logGroup = { Ref: Match.stringLikeRegexp('FirewallLogGroup') };

    template.resourceCountIs('AWS::NetworkFirewall::LoggingConfiguration', 2);
    template.allResourcesProperties('AWS::NetworkFirewall::LoggingConfiguration', {
      LoggingConfiguration: {
        LogDestinationConfigs: ['ALERT', 'FLOW'].map((LogType) => ({ LogType, LogDestinationType: 'CloudWatchLogs', LogDestination: { logGroup } })),
      },
    });
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain', Properties: { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('FirewallKey'), 'Arn'] }, RetentionInDays: 365 },
    });
  });

  test('log to the bucket they are given, or to a log group under the key they are given', () => {
    const stack = new Stack(new App(), 'Network');
    const vpc = new TieredVpc(stack, 'Vpc', { tiers: [APPLICATION, DATA, FIREWALL], flows: [FLOW] });
    new NetworkFirewall(stack, 'Firewall', { vpc, tier: FIREWALL, between: BETWEEN, logBucket: Bucket.fromBucketName(stack, 'Logs', 'logs') });
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::NetworkFirewall::LoggingConfiguration', {
      LoggingConfiguration: { LogDestinationConfigs: ['ALERT', 'FLOW'].map((LogType) => ({ LogType, LogDestinationType: 'S3', LogDestination: { bucketName: 'logs' } })) },
    });
    expect(Object.keys(template.findResources('AWS::Logs::LogGroup')).filter((id) => id.startsWith('Firewall'))).toEqual([]);

    const other = new Stack(new App(), 'Network');
    const key = Key.fromKeyArn(other, 'Given', 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012');
    const otherVpc = new TieredVpc(other, 'Vpc', { tiers: [APPLICATION, DATA, FIREWALL], flows: [FLOW] });
    new NetworkFirewall(other, 'Firewall', { vpc: otherVpc, tier: FIREWALL, between: BETWEEN, logEncryptionKey: key });
    Template.fromStack(other).hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.stringLikeRegexp('12345678-1234') });
  });

  test('leave the rule packs nothing to find', () => {
    expect(findingsBelow(inspected().stack, 'Firewall')).toEqual([]);
  });
});

describe('the policy', () => {
  interface RuleGroup { RulesSource: { RulesString: string }; RuleVariables: { IPSets: Record<string, { Definition: string[] }> } }
  interface Packet { protocol: string; from: string; fromPort: number; to: string; toPort: number; answer?: boolean }

  /** Whether the rules of the declared flows let a packet pass, as a stateful firewall in strict order would see it. */
  function passes(template: Template, packet: Packet): boolean {
    const [{ Properties }] = Object.values(template.findResources('AWS::NetworkFirewall::RuleGroup'));
    const { RulesSource: { RulesString }, RuleVariables: { IPSets } } = (Properties as { RuleGroup: RuleGroup }).RuleGroup;
    const among = (address: string, set: string) => IPSets[set.slice(1)].Definition.some((block) => within(address, block));
    const port = (number: number, text: string) => {
      const [first, last = first] = text.replace(/[[\]]/g, '').split(':').map(Number);
      return text === 'any' || (first <= number && number <= last);
    };
    return RulesString.split('\n').some((line) => {
      const [, protocol, source, sourcePort, destination, destinationPort, direction] =
        /^pass (\w+) (\S+) (\S+) -> (\S+) (\S+) \(msg:"[^";]+"; flow:(to_server|to_client); sid:\d+; rev:1;\)$/.exec(line)!;
      return protocol === packet.protocol && among(packet.from, source) && port(packet.fromPort, sourcePort)
        && among(packet.to, destination) && port(packet.toPort, destinationPort) && direction === (packet.answer ? 'to_client' : 'to_server');
    });
  }
  const [HOST, DATABASE, OUTSIDER] = ['10.0.40.10', '10.0.64.10', '10.0.0.10'];
  const call: Packet = { protocol: 'tcp', from: HOST, fromPort: 50_000, to: DATABASE, toPort: 5432 };
  const answer: Packet = { protocol: 'tcp', from: DATABASE, fromPort: 5432, to: HOST, toPort: 50_000, answer: true };
  const template = Template.fromStack(inspected().stack);

  test.each<[string, Packet, boolean]>([
    ['passes what was declared', call, true],
    ['passes the answer', answer, true],
    ['passes no other port', { ...call, toPort: 22 }, false],
    ['passes no other protocol', { ...call, protocol: 'udp' }, false],
    ['passes nobody else', { ...call, from: OUTSIDER }, false],
    ['passes nothing that the called side opens, not even from the port that it answers from', { ...answer, answer: false }, false],
    ['passes no answer from another port', { ...answer, fromPort: 22 }, false],
  ])('%s', (_, packet, expected) => {
    expect(passes(template, packet)).toBe(expected);
  });

  test('knows flows that are declared after it, both directions of a pair, ranges and UDP', () => {
    const { stack, vpc } = inspected();
    vpc.allow(TrafficFlow.from(DATA).to(APPLICATION).udpPorts(8000, 8010));
    const later = Template.fromStack(stack);

    expect(passes(later, { protocol: 'udp', from: DATABASE, fromPort: 50_000, to: HOST, toPort: 8005 })).toBe(true);
    expect(passes(later, { protocol: 'udp', from: DATABASE, fromPort: 50_000, to: HOST, toPort: 8011 })).toBe(false);
    expect(passes(later, call)).toBe(true);
    expect(JSON.stringify(later.findResources('AWS::NetworkFirewall::RuleGroup'))).not.toContain('TIER_PUBLIC');
  });

  test('drops and logs everything else, whatever state it is in, and fails shut', () => {
    template.hasResourceProperties('AWS::NetworkFirewall::FirewallPolicy', {
      FirewallPolicy: {
        StatelessDefaultActions: ['aws:forward_to_sfe'], StatelessFragmentDefaultActions: ['aws:forward_to_sfe'],
        StatefulDefaultActions: ['aws:drop_strict', 'aws:alert_strict'],
        StatefulEngineOptions: { RuleOrder: 'STRICT_ORDER', StreamExceptionPolicy: 'REJECT', FlowTimeouts: { TcpIdleTimeoutSeconds: 350 } },
      },
    });
    template.hasResourceProperties('AWS::NetworkFirewall::RuleGroup', { Type: 'STATEFUL', RuleGroup: { StatefulRuleOptions: { RuleOrder: 'STRICT_ORDER' } } });
  });

  test('asks further rule groups first, in their order, and waits as long as it is told', () => {
    const arns = [
      'arn:aws:network-firewall:eu-central-1:111122223333:stateful-rulegroup/own',
      'arn:aws:network-firewall:eu-central-1:aws-managed:stateful-rulegroup/ThreatSignaturesExploitsStrictOrder',
    ];
    Template.fromStack(inspected({ ruleGroupArns: arns, idleTimeout: Duration.minutes(100) }).stack).hasResourceProperties('AWS::NetworkFirewall::FirewallPolicy', {
      FirewallPolicy: {
        StatefulRuleGroupReferences: [{ ResourceArn: arns[0], Priority: 1 }, { ResourceArn: arns[1], Priority: 2 }, { ResourceArn: Match.anyValue(), Priority: 65535 }],
        StatefulEngineOptions: { FlowTimeouts: { TcpIdleTimeoutSeconds: 6000 } },
      },
    });
  });

  test('is not written for a pair without a flow', () => {
    const { stack } = inspected({}, { flows: [] });

    expect(() => Template.fromStack(stack)).toThrow(/between: no flow is declared between application and data, .*declare one with allow\(\)/);
  });
});

describe('a firewall refuses', () => {
  const cache = NetworkTier.isolated('cache');

  test.each<[string, Partial<NetworkFirewallProps>, RegExp]>([
    ['a tier that the network does not have', { tier: cache }, /^- tier: got "cache"; allowed is a tier of the network: public, application, data, firewall; add it/],
    ['to stand where the internet is reached', { tier: PUBLIC }, /^- tier: got "public"; allowed is a tier with no way to the internet/],
    ['to stand where the internet is reached, whatever the tier passed says', { tier: NetworkTier.isolated('public') }, /^- tier: got "public"; allowed is a tier with no way/],
    ['to stand between no tiers', { between: [] }, /^- between: got 0; allowed is a whole number from 1 to 21/],
    ['a pair with a tier that the network does not have', { between: [{ one: APPLICATION, other: cache }] }, /^- between\[0\]: got "cache"; allowed is tiers of the network/],
    ['a pair of a tier with itself', { between: [{ one: DATA, other: DATA }] }, /^- between\[0\]: got "data"; allowed is two different tiers/],
    ['a pair with its own tier', { between: [{ one: DATA, other: FIREWALL }] }, /^- between\[0\]: got "firewall"; allowed is tiers other than that of the firewall/],
    ['the same pair twice, turned around', { between: [...BETWEEN, { one: DATA, other: APPLICATION }] }, /^- between\[1\]: got "application and data"; allowed is each value once/],
    ['a rule group without state', { ruleGroupArns: ['arn:aws:network-firewall:eu-central-1:111122223333:stateless-rulegroup/x'] }, /^- ruleGroupArns\[0\]: .*rule group with state/],
    ['a managed rule group of the other order', { ruleGroupArns: ['arn:aws:network-firewall:eu-central-1:aws-managed:stateful-rulegroup/ThreatSignaturesExploitsActionOrder'] },
      /^- ruleGroupArns\[0\]: .*strict order/],
    ['the same rule group twice', { ruleGroupArns: [1, 2].map(() => 'arn:aws:network-firewall:eu-central-1:111122223333:stateful-rulegroup/x') }, /^- ruleGroupArns\[1\]: .*each value once/],
    ['more rule groups than a policy takes', { ruleGroupArns: Array.from({ length: 20 }, (_, index) => `arn:aws:network-firewall:eu-central-1:111122223333:stateful-rulegroup/x${index}`) },
      /^- ruleGroupArns: got 20; allowed is a whole number from 0 to 19/],
    ['to wait less than a minute', { idleTimeout: Duration.seconds(59) }, /^- idleTimeout: got 59; allowed is a whole number from 60 to 6000/],
  ])('%s', (_, props, message) => {
    const problems = refused(props);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  test('a tier with hosts', () => {
    expect(refused({}, { flows: [TrafficFlow.from(APPLICATION).to(FIREWALL).port(443)] }))
      .toEqual([expect.stringMatching(/^- tier: got "firewall"; allowed is a tier without hosts, and not one with the flow application to firewall on 443/)]);
  });

  test('a pair that another firewall stands between', () => {
    const { stack, vpc } = inspected();

    expect(() => new NetworkFirewall(stack, 'Second', { vpc, tier: FIREWALL, between: [{ one: DATA, other: APPLICATION }] }))
      .toThrow(/between\[0\]: got "data and application"; allowed is tiers that no other firewall stands between/);
  });

  test('a network of another stack', () => {
    const { stack, vpc } = inspected();

    expect(() => new NetworkFirewall(new Stack(stack.node.root as App, 'Other'), 'Firewall', { vpc, tier: FIREWALL, between: [{ one: PUBLIC, other: DATA }] }))
      .toThrow(/vpc: got "Network\/Vpc"; allowed is a network of the same stack/);
  });

  test('everything at once, and takes what is right', () => {
    expect(refused({ tier: cache, between: [{ one: DATA, other: DATA }], idleTimeout: Duration.hours(2) })).toHaveLength(3);
    expect(refused()).toEqual([]);
  });
});
