import { openTier, ref, TemplateBuilder } from './templates';

/** A tier at the internet gateway, and one behind NAT. */
function net(mode?: string): TemplateBuilder {
  const template = openTier(openTier(new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').gateway('Vpc'), 'Vpc', 'app', '10.0.0.0/24'), 'Vpc', 'web', '10.0.1.0/24')
    .route('WebDefault', 'WebTable', '0.0.0.0/0', { GatewayId: ref('Igw') })
    .add('Nat', 'EC2::NatGateway', { SubnetId: ref('WebSubnet') }).route('AppDefault', 'AppTable', '0.0.0.0/0', { NatGatewayId: ref('Nat') });
  return mode ? template.add('Bpa', 'EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: mode }) : template;
}

function exclude(template: TemplateBuilder, mode: string, where: object): TemplateBuilder {
  return template.add('Exclusion', 'EC2::VPCBlockPublicAccessExclusion', { InternetGatewayExclusionMode: mode, ...where });
}

function open(template: TemplateBuilder): string[] {
  const pairs = [['internet', 'web'], ['web', 'internet'], ['app', 'internet']];
  return pairs.filter(([from, to]) => {
    try {
      template.analyze().canReach(from, to, 443);
    } catch {
      return false;
    }
    return true;
  }).map((pair) => pair.join(' to '));
}

describe('VPC Block Public Access', () => {
  const ALL = ['internet to web', 'web to internet', 'app to internet'];

  test('stops traffic of the internet gateway', () => {
    expect(open(net())).toEqual(ALL);
    expect(open(net('block-bidirectional'))).toEqual([]);
    expect(net('block-bidirectional').stops('internet', 'web', 443)).toContain('VPC Block Public Access stops traffic between the internet and subnet WebSubnet');
  });

  test('lets what only goes out through, when it blocks what comes in', () => {
    expect(open(net('block-ingress'))).toEqual(['app to internet']);
  });

  test('excludes VPCs and subnets, in both directions or outwards', () => {
    expect(open(exclude(net('block-bidirectional'), 'allow-bidirectional', { VpcId: ref('Vpc') }))).toEqual(ALL);
    expect(open(exclude(net('block-bidirectional'), 'allow-bidirectional', { SubnetId: ref('WebSubnet') }))).toEqual(ALL);
    expect(open(exclude(net('block-bidirectional'), 'allow-egress', { VpcId: ref('Vpc') }))).toEqual(['web to internet', 'app to internet']);
    expect(open(exclude(net('block-ingress'), 'allow-bidirectional', { SubnetId: ref('AppSubnet') }))).toEqual(['app to internet']);
  });

  test('that only a deployment knows is refused', () => {
    expect(() => net().add('Bpa', 'EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: ref('Mode') }).analyze()).toThrow('InternetGatewayBlockMode of Bpa');
  });
});
