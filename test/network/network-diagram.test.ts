import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { GatewayEndpointService, InternetEgress, NetworkAddresses, NetworkTier, TieredVpc, TieredVpcProps, TrafficFlow, TrafficPeer } from '../../lib';
import { ConnectedNetwork, RemoteUsers } from '../../lib/network/connected-network';
import { Area, areaOf, Scene } from '../../lib/network/diagram/diagram-scene';
import { inLines, textWidth } from '../../lib/network/diagram/diagram-text';
import { NetworkDiagram } from '../../lib/network/network-diagram';

const POOL = 'ipam-pool-0123456789abcdef0';
const INTERNET = TrafficPeer.internet();

function flow(source: TrafficPeer, destination: TrafficPeer): TrafficFlow {
  return TrafficFlow.from(source).to(destination);
}

function network(props: TieredVpcProps = {}): TieredVpc {
  return new TieredVpc(new Stack(new App(), 'Network'), 'Vpc', props);
}

/** Five tiers, three zones, everything that can be connected, and 21 flows. */
function largeNetwork(addresses = NetworkAddresses.dualStack('10.20.0.0/16')): TieredVpc {
  const [web, edge] = [NetworkTier.public('web'), NetworkTier.public('edge')];
  const [api, jobs, data] = [NetworkTier.application('api'), NetworkTier.application('jobs'), NetworkTier.data()];
  const [s3, dynamoDb] = [GatewayEndpointService.S3, GatewayEndpointService.DYNAMODB].map((service) => TrafficPeer.gatewayEndpoint(service));
  const vpc = network({
    addresses, availabilityZones: 3, tiers: [web, edge, api, jobs, data], networkAclQuota: 40,
    flows: [
      flow(INTERNET, web).port(443), flow(INTERNET, edge).udpPort(443), flow(TrafficPeer.ipv4('203.0.113.0/24'), edge).port(22),
      flow(web, api).ports(8080, 8089), flow(edge, api).port(8443), flow(api, data).udpPort(53), flow(api, data).port(6379), flow(api, data).port(5432),
      flow(jobs, data).port(5432), flow(api, jobs).port(9090), flow(api, INTERNET).port(443), flow(jobs, INTERNET).port(443),
      flow(jobs, s3).port(443), flow(api, dynamoDb).port(443), flow(jobs, jobs).udpPorts(7946, 7947),
    ],
  });
  const office = new ConnectedNetwork('head office', ['10.200.0.0/16', '10.210.0.0/16'], { vpc, target: { gatewayId: 'vgw-1' } });
  const shared = new ConnectedNetwork('shared services', ['10.99.0.0/20'], { vpc, target: { vpcPeeringConnectionId: 'pcx-1' } });
  const hub = new ConnectedNetwork('hub', ['10.98.0.0/20', '10.96.0.0/20', '10.94.0.0/20', '10.92.0.0/20', '10.90.0.0/20'], { vpc, target: { transitGatewayId: 'tgw-1' } });
  const people = new RemoteUsers('administrators', api, vpc, () => undefined);
  [
    flow(office, api).port(443), flow(jobs, office).port(1433), flow(api, shared).port(636), flow(jobs, shared).port(636), flow(hub, api).port(8443),
    flow(people, data).port(5432),
  ].forEach((late) => vpc.allow(late));
  return vpc;
}

function scene(vpc: TieredVpc): Scene {
  return NetworkDiagram.of(vpc)._scene;
}

function texts(vpc: TieredVpc): string[] {
  return scene(vpc).labels.map(({ text }) => text);
}

/** What an arrow says, and which labels stand level with its ends. */
function arrows(vpc: TieredVpc): { ports: string; title: string }[] {
  return scene(vpc).arrows.map(({ labels, title }) => ({ ports: labels.map(({ text }) => text).join(' '), title }));
}

/** The names of the rows an arrow joins, found by where it starts and ends. */
function joined(vpc: TieredVpc): string[] {
  const { boxes, labels, arrows: all } = scene(vpc);
  const rows = boxes.filter(({ style }) => style === 'row');
  const nameAt = (y: number) => {
    const row = rows.find((box) => box.y < y && y < box.y + box.height)!;
    return labels.find(({ font, y: at }) => font === 'name' && row.y < at && at < row.y + row.height)!.text;
  };
  return all.map(({ from, to }) => `${nameAt(from.y)} > ${nameAt(to.y)}`);
}

function overlap(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function within(inner: Area, outer: Area): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}

/** What is not legible in a picture. */
function collisions({ width, height, boxes, labels, arrows: all }: Scene): string[] {
  const page = { x: 0, y: 0, width, height };
  const written = [...labels, ...all.flatMap((arrow) => arrow.labels)];
  const solid = boxes.filter(({ style }) => style === 'row' || style === 'badge');
  // Their ground covers the border they stand on.
  const badges = boxes.filter(({ style }) => style === 'badge');
  return [
    ...written.filter((label) => !within(areaOf(label), page)).map(({ text }) => `"${text}" is not on the page`),
    ...written.flatMap((a, index) => written.slice(index + 1).filter((b) => overlap(areaOf(a), areaOf(b))).map((b) => `"${a.text}" is on "${b.text}"`)),
    ...written.filter((label) => !badges.some((badge) => within(areaOf(label), badge)))
      .flatMap((label) => boxes.filter((box) => overlap(areaOf(label), box) && !within(areaOf(label), box)).map(({ style }) => `"${label.text}" is across the edge of a ${style}`)),
    ...all.flatMap((a, index) => all.slice(index + 1).filter((b) => overlap(a.sign, b.sign)).map((b) => `the sign of "${a.title}" is on that of "${b.title}"`)),
    ...all.flatMap(({ sign, title, labels: own }) => own.filter((label) => !within(areaOf(label), sign)).map(() => `"${title}" is wider than its sign`)),
    ...all.flatMap(({ sign, title }) => solid.filter((box) => overlap(sign, box)).map(() => `the sign of "${title}" is on a box`)),
    ...all.flatMap(({ title, lane }) => all.filter(({ sign }) => sign.x + sign.width > lane).map((other) => `the lane of "${title}" is on the sign of "${other.title}"`)),
    ...solid.flatMap((a, index) => solid.slice(index + 1).filter((b) => overlap(a, b)).map(() => 'a box is on another')),
  ];
}

/** The elements of a text that has to be XML, in order: every tag closed, every attribute quoted, nothing that would need escaping. */
function elementsOf(xml: string): string[] {
  const [open, names]: [string[], string[]] = [[], []];
  const tag = /<(\/?)([a-z]+)((?:\s[a-zA-Z:]+="[^"<&]*")*)(\/?)>/g;
  const rest = xml.replace(tag, (_, closes: string, name: string, attributes: string, empty: string) => {
    const given = [...attributes.matchAll(/\s([a-zA-Z:]+)=/g)].map(([, key]) => key);
    if (new Set(given).size < given.length || (closes && open.pop() !== name)) {
      throw new Error(`not well-formed at ${name}`);
    }
    if (!closes) {
      names.push(name);
    }
    if (!closes && !empty) {
      open.push(name);
    }
    return '';
  });
  if (open.length > 0 || /[<\0-\x08\x0B\x0C\x0E-\x1F]|&(?!(amp|lt|gt);)/.test(rest)) {
    throw new Error(`not well-formed: ${open.join()}`);
  }
  return names;
}

describe('the picture of the default network', () => {
  test('shows tiers with their blocks, subnets by zone, NAT and gateways, each once', () => {
    const shown = texts(network());

    for (const text of [
      'Network/Vpc', 'VPC 10.0.0.0/16', 'Availability zone 1', 'Availability zone 2', 'Internet', 'internet gateway',
      'public', '10.0.0.0/19', '10.0.0.0/21', '10.0.8.0/21', 'application', '10.0.32.0/19', '10.0.32.0/21', '10.0.40.0/21',
      'data', '10.0.64.0/19', '10.0.64.0/21', '10.0.72.0/21', 'NAT', '10.0.224.0/19', '10.0.224.0/21', '10.0.232.0/21',
      'gateway endpoint for Amazon S3', 'gateway endpoint for Amazon DynamoDB',
    ]) {
      expect([text, shown.filter((other) => other === text)]).toEqual([text, [text]]);
    }
    expect(shown.filter((text) => text === 'NAT gateway')).toHaveLength(2);
    expect(shown).not.toContain('egress-only internet gateway');
    expect(shown).not.toContain('Availability zone 3');
  });

  test('has an arrow for each flow, from its source to its destination, with its port', () => {
    expect(joined(network())).toEqual(['Internet > public', 'public > application', 'application > data', 'application > Internet']);
    expect(arrows(network())).toEqual([
      { ports: '443', title: 'internet to public on 443' }, { ports: '443', title: 'public to application on 443' },
      { ports: '5432', title: 'application to data on 5432' }, { ports: '443 via NAT', title: 'application to internet on 443' },
    ]);
  });

  test('says how each tier stands to the internet, in words and by colour, and explains the colours', () => {
    const { labels, boxes } = scene(network());
    const kinds = (style: string) => boxes.filter((box) => box.style === style).map(({ kind }) => kind);

    expect(labels.filter(({ kind }) => kind && kind !== 'outside').map(({ text, kind }) => `${kind}: ${text}`)).toEqual([
      'public: faces the internet', 'private: way out for private tiers', 'private: out through NAT', 'isolated: no way to the internet',
    ]);
    expect(kinds('row')).toEqual(['outside', 'public', 'private', 'private', 'isolated']);
    expect(kinds('swatch')).toEqual(['public', 'private', 'isolated', undefined]);
  });

  test('tells the whole network to who cannot see it', () => {
    const svg = NetworkDiagram.of(network()).toSvg();

    expect(svg).toContain('role="img"');
    expect(svg).toContain('<title>Network Network/Vpc</title>');
    expect(svg).toContain('Inside: public, 10.0.0.0/19, faces the internet; NAT, 10.0.224.0/19, way out for private tiers; application,');
    expect(svg).toContain('What may talk to what: internet to public on 443; public to application on 443; application to data on 5432; application to internet on 443.');
  });
});

describe('the picture of a network', () => {
  test('shows who is outside: the internet and people above, services and connected networks below', () => {
    const vpc = largeNetwork();
    const names = scene(vpc).labels.filter(({ font }) => font === 'name').map(({ text }) => text);

    expect(names).toEqual([
      '203.0.113.0/24', 'administrators', 'Internet', 'web', 'edge', 'NAT', 'api', 'jobs', 'data', 'Amazon S3', 'Amazon DynamoDB', 'head office', 'shared services', 'hub',
    ]);
    expect(texts(vpc)).toEqual(expect.arrayContaining([
      'through a virtual private gateway', 'through a VPC peering connection', 'through a transit gateway', 'through its gateway endpoint',
      'people who come in through the api tier', 'public addresses', '10.200.0.0/16', '10.210.0.0/16', '10.94.0.0/20', '2 more',
    ]));
    expect(texts(vpc)).not.toContain('10.92.0.0/20');
  });

  test('has one arrow for each pair, with all its ports in order, and names every flow', () => {
    const vpc = largeNetwork();

    expect(arrows(vpc)).toContainEqual({ ports: '5432, 6379, UDP 53', title: 'api to data on 5432; api to data on 6379; api to data on UDP 53' });
    expect(arrows(vpc)).toContainEqual({ ports: 'UDP 7946–7947', title: 'jobs to jobs on UDP 7946-7947' });
    expect(new Set(joined(vpc)).size).toBe(joined(vpc).length);
    expect(joined(vpc)).toEqual(expect.arrayContaining(['jobs > jobs', 'administrators > data', 'head office > api', 'jobs > head office', 'api > Amazon DynamoDB']));
    expect(arrows(vpc).flatMap(({ title }) => title.split('; ')).sort()).toEqual(vpc.flows.map(String).sort());
  });

  test('shows dual stack: sizes of IPv6 blocks, and the egress-only internet gateway', () => {
    const shown = texts(largeNetwork());

    expect(shown).toContain('VPC 10.20.0.0/16 · IPv6 /56 from Amazon');
    expect(shown).toContain('egress-only internet gateway');
    expect(shown.filter((text) => text === 'IPv6 /60').length).toBeGreaterThanOrEqual(5);
    expect(shown.filter((text) => text === 'IPv6 /64').length).toBeGreaterThanOrEqual(15);
  });

  test.each([
    ['one gateway', InternetEgress.singleNat(), ['NAT gateway']],
    ['an instance', InternetEgress.natInstance(), ['NAT instance']],
    ['nothing', InternetEgress.none(), []],
  ])('stands NAT where it is: %s', (_, internetEgress, expected) => {
    const vpc = network({ internetEgress });

    expect(texts(vpc).filter((text) => text.startsWith('NAT '))).toEqual(expected);
    expect(texts(vpc).includes('NAT')).toBe(expected.length > 0);
    expect(texts(vpc).filter((text) => text === 'no way to the internet')).toHaveLength(expected.length > 0 ? 2 : 3);
  });

  test('has no internet where there is no way to it, and says when nothing is let through', () => {
    const vpc = network({ tiers: [NetworkTier.data(), NetworkTier.isolated('cache')] });

    expect(texts(vpc)).not.toContain('Internet');
    expect(texts(vpc)).not.toContain('internet gateway');
    expect(texts(vpc)).toContain('No flows are declared: nothing is let through.');
    expect(scene(vpc).arrows).toEqual([]);
    expect(NetworkDiagram.of(vpc).toSvg()).toContain('Nothing may talk to anything.');
  });

  test('shows blocks from a pool by their size, and never the text that stands for what only a deployment knows', () => {
    const vpc = largeNetwork(NetworkAddresses.dualStackIpam(POOL, 18, POOL));
    const token = Lazy.string({ produce: () => 'later' });
    vpc.allow(flow(new ConnectedNetwork(`site ${token}`, ['10.64.0.0/16'], { vpc, target: { gatewayId: token } }), NetworkTier.data()).port(5432));

    expect(texts(vpc)).toEqual(expect.arrayContaining(['VPC /18 from the IPAM pool · IPv6 /56 from the IPAM pool', '/21', '/23', 'site …']));
    expect(NetworkDiagram.of(vpc).toSvg()).not.toMatch(/Token|\$\{|later/);
  });

  test('is the same text for the same network, and another one after a flow was declared', () => {
    const vpc = network();
    const before = NetworkDiagram.of(vpc).toSvg();

    expect(NetworkDiagram.of(network()).toSvg()).toBe(before);
    expect(NetworkDiagram.of(vpc).toSvg()).toBe(before);
    vpc.allow(flow(NetworkTier.application(), NetworkTier.data()).port(6379));
    expect(NetworkDiagram.of(vpc).toSvg()).not.toBe(before);
  });
});

describe('the text of a picture', () => {
  test.each([['the default network', network], ['a large one', largeNetwork]])('is well-formed: %s', (_, make) => {
    const vpc = make();
    const elements = elementsOf(NetworkDiagram.of(vpc).toSvg());

    expect(elements.slice(0, 4)).toEqual(['svg', 'title', 'desc', 'style']);
    expect(elements.filter((name) => name === 'title')).toHaveLength(1 + scene(vpc).arrows.length);
  });

  test('is refused by the check when it is not', () => {
    expect(() => elementsOf('<svg><g></svg>')).toThrow('not well-formed');
    expect(() => elementsOf('<svg>a & b</svg>')).toThrow('not well-formed');
    expect(() => elementsOf('<svg x="1" x="2"/>')).toThrow('not well-formed');
    expect(() => elementsOf('<svg><text>a < b</text></svg>')).toThrow('not well-formed');
  });

  test('escapes what it is given, and leaves out what XML does not have', () => {
    const vpc = network();
    vpc.allow(flow(new ConnectedNetwork('<script>&\u0007"\uD800', ['10.64.0.0/16'], { vpc, target: { transitGatewayId: 'tgw-1' } }), NetworkTier.data()).port(5432));
    const svg = NetworkDiagram.of(vpc).toSvg();

    expect(elementsOf(svg)).not.toContain('script');
    expect(svg).toContain('>&lt;script&gt;&amp;"</text>');
  });

  test('loads nothing, runs nothing, and looks right on light and dark pages', () => {
    const svg = NetworkDiagram.of(largeNetwork()).toSvg();

    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|@import|href|<script|\son\w+=| id=/);
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
  });
});

describe('everything in a picture can be read', () => {
  test.each([
    ['the default network', () => network()],
    ['a large network', () => largeNetwork()],
    ['blocks from pools', () => largeNetwork(NetworkAddresses.dualStackIpam(POOL, 18, POOL))],
    ['two tiers without internet', () => network({ tiers: [NetworkTier.isolated('compute'), NetworkTier.data()], flows: [flow(NetworkTier.isolated('compute'), NetworkTier.data()).port(5432)] })],
    ['the longest names', () => {
      const [long, other] = ['m'.repeat(32), 'w'.repeat(32)].map((name) => NetworkTier.isolated(name));
      const vpc = network({ tiers: [long, other], flows: [1, 3, 5, 7, 9, 11, 13, 15].map((port) => flow(long, other).ports(port * 1000 + 1, port * 1000 + 999)) });
      vpc.allow(flow(new ConnectedNetwork('W'.repeat(60), ['10.64.0.0/16'], { vpc, target: { transitGatewayId: 'tgw-1' } }), other).port(443));
      return vpc;
    }],
    ['everybody calling everybody', () => {
      const tiers = [...'abcdef'].map((name) => NetworkTier.isolated(name));
      return network({ tiers, networkAclQuota: 40, flows: tiers.flatMap((from) => tiers.filter((to) => to !== from).map((to) => flow(from, to).port(443))) });
    }],
  ])('%s', (_, make) => {
    expect(collisions(scene(make()))).toEqual([]);
  });

  test('and what cannot is noticed', () => {
    const picture = scene(network());
    const [first, second] = picture.arrows;
    const moved = { ...picture, arrows: [first, { ...second, sign: first.sign }] };

    expect(collisions(moved)).toContain(`the sign of "${first.title}" is on that of "${second.title}"`);
    expect(collisions({ ...picture, width: 300 })).toContain('"10.0.0.0/21" is not on the page');
    expect(collisions({ ...picture, labels: picture.labels.map((label) => ({ ...label, y: 50 })) }).length).toBeGreaterThan(10);
  });

  test('lines of different sources never run on top of each other', () => {
    const all = scene(largeNetwork()).arrows;
    const runs = all.map(({ lane, from, to, title }) => ({ lane, title, source: from.y, top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) }));

    expect(runs.flatMap((a) => runs.filter((b) => a.source !== b.source && a.lane === b.lane && a.top < b.bottom && b.top < a.bottom))).toEqual([]);
    expect(new Set(all.map(({ to }) => to.y)).size).toBe(all.length);
  });

  test('texts are given room for every character, and lines are filled before another is begun', () => {
    expect(textWidth('www', 'name')).toBeGreaterThan(textWidth('iii', 'name'));
    expect(textWidth('www', 'address')).toBe(textWidth('iii', 'address'));
    expect(textWidth('網路', 'detail')).toBeGreaterThanOrEqual(24);
    expect(inLines(['80,', '443,', '8080'], 'ports', textWidth('80, 443,', 'ports'))).toEqual(['80, 443,', '8080']);
    expect(inLines(['longer-than-the-line'], 'ports', 10)).toEqual(['longer-than-the-line']);
  });
});

describe('at synthesis', () => {
  function outdir(): string {
    return fs.mkdtempSync(path.join(os.tmpdir(), 'network-diagram-'));
  }

  test('the picture is written beside the template, with flows that were declared late', () => {
    const app = new App({ outdir: outdir() });
    const vpc = new TieredVpc(new Stack(app, 'Network'), 'Vpc');
    vpc.allow(flow(NetworkTier.application(), NetworkTier.data()).port(6379));
    const { directory } = app.synth();

    expect(fs.readdirSync(directory)).toEqual(expect.arrayContaining(['Network.template.json', 'Network.Vpc.network.svg']));
    expect(fs.readFileSync(path.join(directory, 'Network.Vpc.network.svg'), 'utf8')).toBe(NetworkDiagram.of(vpc).toSvg());
    expect(NetworkDiagram.of(vpc).toSvg()).toContain('application to data on 6379');
  });

  test('each network of a stack has a file of its own, also in a stage', () => {
    const app = new App({ outdir: outdir() });
    const stack = new Stack(new Stage(app, 'Prod'), 'Network');
    ['Vpc', 'A.B', 'A B'].forEach((id) => new TieredVpc(stack, id));
    app.synth();

    expect(fs.readdirSync(path.join(app.outdir, 'assembly-Prod')).filter((name) => name.endsWith('.svg')).sort()).toEqual([
      'ProdNetwork2D2E7D69.A%20B.network.svg', 'ProdNetwork2D2E7D69.A%2EB.network.svg', 'ProdNetwork2D2E7D69.Vpc.network.svg',
    ]);
  });
});
