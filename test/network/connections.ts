import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NetworkTier } from '../../lib/network/network-tier';
import { TieredVpc, TieredVpcProps } from '../../lib/network/tiered-vpc';
import { TrafficFlow } from '../../lib/network/traffic-flow';
import { findingsAround } from '../rule-packs';

export const [APPLICATION, DATA, EDGE] = [NetworkTier.application(), NetworkTier.data(), NetworkTier.isolated('edge')];

/** A network with nothing open, and a tier to spare for what connects it. */
export function network(props: TieredVpcProps = {}, stack = new Stack(new App(), 'Network'), id = 'Vpc'): { stack: Stack; vpc: TieredVpc } {
  return { stack, vpc: new TieredVpc(stack, id, { tiers: [NetworkTier.public(), APPLICATION, DATA, EDGE], ...props }) };
}

/** What flows open in a network, one line for each route, rule and entry that is not there without them. */
export function opens(build: (vpc: TieredVpc, stack: Stack) => TrafficFlow[], props?: TieredVpcProps): string[] {
  const [without, withFlows] = [false, true].map((declared) => {
    const { stack, vpc } = network(props);
    const flows = build(vpc, stack);
    flows.filter(() => declared).forEach((flow) => vpc.allow(flow));
    return openings(stack);
  });
  return withFlows.filter((line) => !without.includes(line)).sort();
}

type Properties = Record<string, unknown> & { PortRange?: { From: number; To: number } };

/** What is open in a network, in words: `application routes 10.1.0.0/16 to a VpcPeeringConnection`, `data lets in 10.1.0.0/16 on 5432`. */
export function openings(stack: Stack, vpc = 'Vpc'): string[] {
  const resources = Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string; Properties: Properties }>);
  return resources.filter(([id]) => id.startsWith(vpc)).flatMap(([id, { Type, Properties: p }]) => {
    const tier = new RegExp(`^${vpc}([A-Z][a-z]+)`).exec(id)?.[1].toLowerCase() ?? '';
    const peer = (p.CidrIp ?? p.CidrIpv6 ?? p.DestinationCidrBlock ?? p.DestinationIpv6CidrBlock ?? p.CidrBlock ?? 'the group of a tier') as string;
    if (Type === 'AWS::EC2::Route') {
      return [`${tier} routes ${peer} to a ${Object.keys(p).find((name) => /(Gateway|Connection)Id$/.test(name))!.replace(/Id$/, '')}`];
    }
    const ports = (from: unknown, to: unknown) => from === to ? String(from) : `${String(from)}-${String(to)}`;
    if (/SecurityGroup(In|E)gress$/.test(Type)) {
      return [`${tier} group lets ${Type.endsWith('Egress') ? 'out to' : 'in'} ${peer} on ${ports(p.FromPort, p.ToPort)}`];
    }
    return Type === 'AWS::EC2::NetworkAclEntry' && p.RuleAction === 'allow'
      ? [`${tier} acl lets ${p.Egress ? 'out to' : 'in'} ${peer} on ${ports(p.PortRange!.From, p.PortRange!.To)}`] : [];
  });
}

/** The properties of all resources of a type. */
export function properties(stack: Stack, type: string): Record<string, unknown>[] {
  return Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties: own }) => own as Record<string, unknown>);
}

/** What the rule packs find below the construct `Connection` and nobody has acknowledged. */
export function findings(stack: Stack): string[] {
  return findingsAround(stack).filter((finding) => /Connection|VirtualPrivateGateway/.test(finding));
}
