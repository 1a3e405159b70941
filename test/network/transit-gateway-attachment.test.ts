import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { NetworkAddresses } from '../../lib/network/network-addresses';
import { NetworkTier } from '../../lib/network/network-tier';
import { TieredVpc } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { TransitGateway } from '../../lib/network/transit-gateway';
import { TransitGatewayAttachment, TransitGatewayAttachmentProps } from '../../lib/network/transit-gateway-attachment';
import { TransitGatewayRouting } from '../../lib/network/transit-gateway-routing';
import { APPLICATION, DATA, EDGE, findings, network, openings, opens, properties } from './connections';

const TGW = { transitGatewayId: 'tgw-0123456789abcdef0', tier: EDGE };
const THROUGH = { through: 'tgw-attach-0123456789abcdef0' };
const SHARED = { routing: TransitGatewayRouting.centrallyManaged() };

function attached(props: Partial<TransitGatewayAttachmentProps> = {}, addresses?: NetworkAddresses): { stack: Stack; vpc: TieredVpc; connection: TransitGatewayAttachment } {
  const { stack, vpc } = network({ addresses });
  return { stack, vpc, connection: new TransitGatewayAttachment(stack, 'Connection', { vpc, ...TGW, ...props }) };
}

describe('a transit gateway attachment', () => {
  test.each([[false, 'disable'], [true, 'enable']])('stands in the subnets of its tier, with IPv6 (%s) as the network has it', (dualStack, ipv6) => {
    const { stack, vpc } = attached({}, dualStack ? NetworkAddresses.dualStack('10.0.0.0/16') : undefined);

    expect(properties(stack, 'AWS::EC2::TransitGatewayAttachment')).toEqual([expect.objectContaining({
      TransitGatewayId: TGW.transitGatewayId,
      SubnetIds: vpc.subnetIds(EDGE).map((id) => stack.resolve(id) as object),
      Options: { ApplianceModeSupport: 'disable', DnsSupport: 'enable', Ipv6Support: ipv6, SecurityGroupReferencingSupport: 'disable' },
    })]);
  });

  test('has a route table of its own, empty, and nothing is propagated', () => {
    const { stack, connection } = attached();
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::EC2::TransitGatewayRouteTableAssociation', {
      TransitGatewayAttachmentId: stack.resolve(connection.attachmentId) as object, TransitGatewayRouteTableId: stack.resolve(connection.routeTableId) as object,
    });
    template.resourceCountIs('AWS::EC2::TransitGatewayRoute', 0);
    template.resourceCountIs('AWS::EC2::TransitGatewayRouteTablePropagation', 0);
    expect(findings(stack)).toEqual([]);
  });

  test('has none where they are managed centrally', () => {
    const { stack, connection } = attached(SHARED);
    const template = Template.fromStack(stack);

    expect(connection.routeTableId).toBeUndefined();
    ['', 'Association'].forEach((suffix) => template.resourceCountIs(`AWS::EC2::TransitGatewayRouteTable${suffix}`, 0));
  });

  test('opens, with a flow, the way to its addresses from that tier, and the network ACL of its own tier towards the hosts', () => {
    const lines = opens((vpc, stack) => {
      const connection = new TransitGatewayAttachment(stack, 'Connection', { vpc, ...TGW });
      return [TrafficFlow.from(APPLICATION).to(connection.network('10.1.0.0/16', THROUGH)).port(443)];
    });

    expect(lines.filter((line) => !line.startsWith('edge'))).toEqual([
      'application acl lets in 10.1.0.0/16 on 1024-65535',
      'application acl lets out to 10.1.0.0/16 on 443',
      'application group lets out to 10.1.0.0/16 on 443',
      'application routes 10.1.0.0/16 to a TransitGateway',
      'application routes 10.1.0.0/16 to a TransitGateway',
    ]);
    expect(lines.filter((line) => /^edge (routes|group)/.test(line))).toEqual([]);
    expect(lines.some((line) => line.startsWith('edge acl'))).toBe(true);
  });

  test('sends packets for a network through the attachment that leads there, and waits for its own', () => {
    const { stack, vpc, connection } = attached();
    vpc.allow(TrafficFlow.from(APPLICATION).to(connection.network('10.1.0.0/16', THROUGH)).port(443));
    vpc.allow(TrafficFlow.from(DATA).to(connection.network('10.1.0.0/16', THROUGH)).port(443));
    const template = Template.fromStack(stack);

    expect(properties(stack, 'AWS::EC2::TransitGatewayRoute')).toEqual([{
      DestinationCidrBlock: '10.1.0.0/16', TransitGatewayAttachmentId: THROUGH.through, TransitGatewayRouteTableId: stack.resolve(connection.routeTableId) as object,
    }]);
    template.hasResource('AWS::EC2::Route', {
      Properties: { TransitGatewayId: TGW.transitGatewayId, DestinationCidrBlock: '10.1.0.0/16' }, DependsOn: [Match.stringLikeRegexp('^Connection')],
    });
  });

  test('joins two networks through a gateway of one\'s own, each side saying what it lets through', () => {
    const { stack, vpc } = network();
    const { vpc: other } = network({ addresses: NetworkAddresses.ipv4('10.1.0.0/16') }, stack, 'Other');
    const { transitGatewayId } = new TransitGateway(stack, 'Hub');
    const [here, there] = [vpc, other].map((net, index) => new TransitGatewayAttachment(stack, `Attachment${index}`, { vpc: net, tier: EDGE, transitGatewayId }));
    vpc.allow(TrafficFlow.from(APPLICATION).to(here.network(other.cidr, { through: there.attachmentId })).port(5432));
    other.allow(TrafficFlow.from(there.network(vpc.cidr, { through: here.attachmentId })).to(DATA).port(5432));

    expect(openings(stack)).toContain('application routes 10.1.0.0/16 to a TransitGateway');
    expect(openings(stack, 'Other')).toEqual(expect.arrayContaining(['data routes 10.0.0.0/16 to a TransitGateway', 'data group lets in 10.0.0.0/16 on 5432']));
    expect(properties(stack, 'AWS::EC2::TransitGatewayRoute')).toHaveLength(2);
  });

  test('takes a gateway of another stack', () => {
    const app = new App();
    const { transitGatewayId } = new TransitGateway(new Stack(app, 'Hub'), 'Hub');
    const { stack, vpc } = network({}, new Stack(app, 'Network'));
    const connection = new TransitGatewayAttachment(stack, 'Connection', { vpc, tier: EDGE, transitGatewayId });
    vpc.allow(TrafficFlow.from(APPLICATION).to(connection.network('10.1.0.0/16', THROUGH)).port(443));

    expect(() => app.synth()).not.toThrow();
  });
});

test('a transit gateway attachment in another stack than its network has the routes there', () => {
  const app = new App();
  const { stack, vpc } = network({}, new Stack(app, 'Network'));
  const hybrid = new Stack(app, 'Hybrid');
  const connection = new TransitGatewayAttachment(hybrid, 'Connection', { vpc, ...TGW });
  vpc.allow(TrafficFlow.from(APPLICATION).to(connection.network('10.1.0.0/16', THROUGH)).port(443));
  app.synth();

  expect(properties(hybrid, 'AWS::EC2::Route').map(({ DestinationCidrBlock }) => DestinationCidrBlock)).toEqual(['10.1.0.0/16', '10.1.0.0/16']);
  expect(openings(stack)).toContain('application group lets out to 10.1.0.0/16 on 443');
});

describe('a transit gateway attachment refuses', () => {
  test.each<[string, Partial<TransitGatewayAttachmentProps>, RegExp]>([
    ['a tier that is not there', { tier: NetworkTier.isolated('transit') },
      /tier: got "transit"; allowed is a tier of the network: public, application, data, edge; add NetworkTier\.isolated\('transit'\)/],
    ['a tier with a way to the internet', { tier: APPLICATION }, /tier: got "application"; allowed is an isolated tier: what comes in goes on by the routes of the tier/],
    ['a gateway that is none', { transitGatewayId: 'hub' }, /transitGatewayId: got "hub"; allowed is the id of a transit gateway/],
  ])('%s', (_, props, message) => {
    expect(() => attached(props)).toThrow(message);
  });

  test.each<[string, string, { through?: string }, RegExp, Partial<TransitGatewayAttachmentProps>?]>([
    ['addresses that overlap with the network', '10.0.0.0/20', THROUGH, /cidr: got "10\.0\.0\.0\/20"; allowed is addresses that do not overlap/],
    ['the internet', '0.0.0.0/0', THROUGH, /would take over the default route/],
    ['a network behind nobody knows what', '10.1.0.0/16', {}, /through: got nothing; allowed is the id of the attachment the network is behind/],
    ['a network behind what is no attachment', '10.1.0.0/16', { through: 'vpc-0123456789abcdef0' }, /through: got "vpc-0123456789abcdef0"; allowed is the id of an attachment/],
    ['to say what a network is behind where somebody else does', '10.1.0.0/16', THROUGH, /through: got "tgw-attach-0123456789abcdef0"; allowed is nothing: the route tables are managed elsewhere/, SHARED],
  ])('%s', (_, cidr, options, message, props = {}) => {
    expect(() => attached(props).connection.network(cidr, options)).toThrow(message);
  });

  test('a network behind itself, or behind one attachment first and then another', () => {
    const { connection } = attached();
    connection.network('10.1.0.0/16', THROUGH);

    expect(() => connection.network('10.2.0.0/16', { through: connection.attachmentId })).toThrow(/pass the attachmentId of the other TransitGatewayAttachment/);
    expect(() => connection.network('10.1.0.0/16', { through: 'tgw-attach-0123456789abcdef1' })).toThrow(/allowed is the attachment that 10\.1\.0\.0\/16 was said to be behind before/);
  });
});
