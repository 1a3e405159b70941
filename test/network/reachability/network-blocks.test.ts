import { att, openTier, ref, TemplateBuilder, words } from './templates';

const subnet = (vpc: string, index: number) => ({ CidrBlock: { 'Fn::Select': [index, { 'Fn::Cidr': [att(vpc, 'CidrBlock'), 8, '8'] }] } });

/** A VPC whose block comes from a pool, with two tiers that reach each other. */
function pooled(template: TemplateBuilder, vpc: string): TemplateBuilder {
  template.add(vpc, 'EC2::VPC', { Ipv4IpamPoolId: 'ipam-pool-1', Ipv4NetmaskLength: 16 });
  return [`${vpc}a`, `${vpc}b`].reduce((all, tier, index) => openTier(all, vpc, tier.toLowerCase(), '10.0.0.0/24', subnet(vpc, index)), template);
}

describe('addresses that AWS chooses', () => {
  test('are represented by a block of the size that is asked for', () => {
    pooled(new TemplateBuilder(), 'Vpc').works('vpca', 'vpcb', 443);
    pooled(new TemplateBuilder(), 'Vpc').stops('internet', 'vpca', 443);
  });

  test('differ from VPC to VPC, and from what the template names', () => {
    const template = pooled(pooled(new TemplateBuilder().vpc('Fixed', '10.0.0.0/16'), 'One'), 'Two').route('There', 'OneaTable', '10.2.0.0/16', { TransitGatewayId: 'tgw-1' });

    template.works('onea', '10.2.0.0/16', 443);
    expect(template.stops('onea', 'twoa', 443)).toContain('has no route to 10.3.0.0/24');
    expect(words(template.analyze().connections()).some((line) => line.startsWith('onea to two'))).toBe(false);
  });

  test('of IPv6 are cut like any other', () => {
    const ipv6 = (index: number) => ({ Ipv6CidrBlock: { 'Fn::Select': [index, { 'Fn::Cidr': [{ 'Fn::Select': [0, att('Vpc', 'Ipv6CidrBlocks')] }, 4, '64'] }] } });
    const template = (block: object) => openTier(openTier(new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').add('Ipv6', 'EC2::VPCCidrBlock', { VpcId: ref('Vpc'), ...block }),
      'Vpc', 'one', '10.0.0.0/24', ipv6(0)), 'Vpc', 'two', '10.0.1.0/24', ipv6(1));
    for (const block of [{ AmazonProvidedIpv6CidrBlock: true }, { Ipv6IpamPoolId: 'ipam-pool-1', Ipv6NetmaskLength: 60 }, { Ipv6CidrBlock: '2001:db8:5::/56' }]) {
      expect(words(template(block).analyze().connections())).toContain('one to two, internal tcp ipv6 0-65535');
    }
  });
});

describe('addresses of a VPC', () => {
  test('may be added to', () => {
    const template = openTier(openTier(new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').add('More', 'EC2::VPCCidrBlock', { VpcId: ref('Vpc'), CidrBlock: '100.64.0.0/16' }),
      'Vpc', 'one', '10.0.0.0/24'), 'Vpc', 'two', '100.64.0.0/24');

    template.works('one', 'two', 443);
    expect(template.remove('More').stops('one', 'two', 443)).toContain('has no route to 100.64.0.0/24');
  });

  test('may be given to a subnet afterwards', () => {
    const template = openTier(new TemplateBuilder().vpc('Vpc', '10.0.0.0/16').add('Ipv6', 'EC2::VPCCidrBlock', { VpcId: ref('Vpc'), AmazonProvidedIpv6CidrBlock: 'true' }), 'Vpc', 'one', '10.0.0.0/24')
      .add('Late', 'EC2::SubnetCidrBlock', { SubnetId: ref('OneSubnet'), Ipv6CidrBlock: { 'Fn::Select': [0, { 'Fn::Cidr': [{ 'Fn::Select': [0, att('Vpc', 'Ipv6CidrBlocks')] }, 1, '64'] }] } });

    expect(words(template.analyze().connections())).toContain('one to one, internal tcp ipv6 0-65535');
  });

  test('that are nowhere to be found are refused', () => {
    expect(() => new TemplateBuilder().add('Vpc', 'EC2::VPC', { Ipv4IpamPoolId: 'ipam-pool-1', Ipv4NetmaskLength: ref('Length') }).analyze()).toThrow('the addresses of VPC Vpc');
  });
});
