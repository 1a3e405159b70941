import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { InternetEgress, NetworkAddresses, NetworkTier, TieredVpc, TieredVpcProps } from '../../lib';
import { VpcBlockPublicAccess } from '../../lib/network/vpc-block-public-access';
import { VpcBlockPublicAccessMode } from '../../lib/network/vpc-block-public-access-mode';
import { problemsOf } from '../support';

function make(props: TieredVpcProps, mode?: VpcBlockPublicAccessMode): Template {
  const stack = new Stack(new App(), 'Network');
  new VpcBlockPublicAccess(stack, 'Block', { mode }).except(new TieredVpc(stack, 'Vpc', props));
  return Template.fromStack(stack);
}

/** How the subnets of a network are excepted, by tier and zone. */
function exceptions(template: Template): Record<string, string> {
  return Object.fromEntries(Object.values(template.findResources('AWS::EC2::VPCBlockPublicAccessExclusion')).map(({ Properties }) => {
    const [subnet] = (Properties as { SubnetId: { 'Fn::GetAtt': string[] } }).SubnetId['Fn::GetAtt'];
    return [/^Vpc(?:InternetNat)?(\w+?Subnet\d|Subnet\d)/.exec(subnet)!.at(0)!.slice(3), (Properties as { InternetGatewayExclusionMode: string }).InternetGatewayExclusionMode];
  }));
}

const PUBLIC = { PublicSubnet1: 'allow-bidirectional', PublicSubnet2: 'allow-bidirectional' };
const INGRESS_ONLY = VpcBlockPublicAccessMode.ingressOnly();

describe('VpcBlockPublicAccess', () => {
  it('keeps every network of the account from the internet in both directions, and stays on when its stack goes', () => {
    const stack = new Stack(new App(), 'Network');
    new VpcBlockPublicAccess(stack, 'Block');
    const template = Template.fromStack(stack);
    template.hasResource('AWS::EC2::VPCBlockPublicAccessOptions', {
      Properties: { InternetGatewayBlockMode: 'block-bidirectional' }, DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
    template.resourceCountIs('AWS::EC2::VPCBlockPublicAccessExclusion', 0);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  it('warns when networks may send data out', () => {
    const stack = new Stack(new App(), 'Network');
    new VpcBlockPublicAccess(stack, 'Block', { mode: INGRESS_ONLY });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' });
    Annotations.fromStack(stack).hasWarning('/Network/Block', Match.stringLikeRegexp('cdk-secure-baseline:vpc-block-public-access-ingress-only'));
  });

  it.each<[string, TieredVpcProps, VpcBlockPublicAccessMode | undefined, Record<string, string>]>([
    ['public subnets in both directions, and those of NAT outwards', {}, undefined,
      { ...PUBLIC, InternetNatSubnet1: 'allow-egress', InternetNatSubnet2: 'allow-egress' }],
    ['the one subnet of a single NAT gateway', { internetEgress: InternetEgress.singleNat() }, undefined, { ...PUBLIC, InternetNatSubnet1: 'allow-egress' }],
    ['a NAT instance in both directions, since AWS knows no one-way instance', { internetEgress: InternetEgress.natInstance() }, undefined,
      { ...PUBLIC, InternetNatSubnet1: 'allow-bidirectional' }],
    ['public subnets alone where there is no NAT', { internetEgress: InternetEgress.none() }, undefined, PUBLIC],
    ['what sends IPv6 out itself', { addresses: NetworkAddresses.dualStack('10.0.0.0/16'), internetEgress: InternetEgress.singleNat() }, undefined,
      { ...PUBLIC, InternetNatSubnet1: 'allow-egress', ApplicationSubnet1: 'allow-egress', ApplicationSubnet2: 'allow-egress' }],
    ['nothing that sends IPv6 out where there is no way out',
      { addresses: NetworkAddresses.dualStack('10.0.0.0/16'), internetEgress: InternetEgress.none() }, undefined, PUBLIC],
    ['nothing of an isolated network', { tiers: [NetworkTier.data()], internetEgress: InternetEgress.none() }, undefined, {}],
    ['public subnets alone where ways out are open anyway', { addresses: NetworkAddresses.dualStack('10.0.0.0/16') }, INGRESS_ONLY, PUBLIC],
    ['a NAT instance, which is none of these ways', { internetEgress: InternetEgress.natInstance() }, INGRESS_ONLY,
      { ...PUBLIC, InternetNatSubnet1: 'allow-bidirectional' }],
  ])('excepts %s', (_, props, mode, expected) => {
    expect(exceptions(make(props, mode))).toEqual(expected);
  });

  it('excepts before it blocks', () => {
    const template = make({});
    template.hasResource('AWS::EC2::VPCBlockPublicAccessOptions', {
      DependsOn: Object.keys(template.findResources('AWS::EC2::VPCBlockPublicAccessExclusion')).sort(),
    });
  });

  it('tells networks with the same name in different stacks apart', () => {
    const app = new App();
    const stack = new Stack(app, 'Block');
    const block = new VpcBlockPublicAccess(stack, 'Block');
    ['One', 'Two'].forEach((name) => block.except(new TieredVpc(new Stack(app, name), 'Vpc')));
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCBlockPublicAccessExclusion', 8);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCBlockPublicAccessExclusion', { Tags: [{ Key: 'Name', Value: 'Two/Vpc/nat/2' }] });
  });

  it('refuses a second one in its stack, and a network twice', () => {
    expect(problemsOf((stack) => {
      new VpcBlockPublicAccess(stack, 'Block');
      new VpcBlockPublicAccess(stack, 'Again');
    })).toEqual(['- scope: got "Test/Again"; allowed is one in a region of an account; leave it out: Test/Block has it']);
    expect(problemsOf((stack) => {
      const [block, vpc] = [new VpcBlockPublicAccess(stack, 'Block'), new TieredVpc(stack, 'Vpc')];
      block.except(vpc);
      block.except(vpc);
    })).toEqual(['- vpc: got "Test/Vpc"; allowed is each network once; leave the second one out']);
  });
});
