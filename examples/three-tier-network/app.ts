import { App, Stack } from 'aws-cdk-lib';
import {
  DnsFirewall, GatewayEndpointService, InterfaceEndpoints, InterfaceEndpointService, NetworkAddresses, NetworkTier, PeerVpc, ResolverQueryLog,
  SynthesisSummary, TieredVpc, TrafficFlow, TrafficPeer, VpcPeering,
} from '../../lib';

export const app = new App({ stackTraces: false, treeMetadata: false });
const stack = new Stack(app, 'Network');

// A web shop: a load balancer, the shop itself, a database and a cache. What is not declared here does not pass.
const [open, application, data] = [NetworkTier.public(), NetworkTier.application(), NetworkTier.data()];
const cache = NetworkTier.isolated('cache');
const endpoints = NetworkTier.isolated('endpoints');
export const vpc = new TieredVpc(stack, 'Vpc', {
  addresses: NetworkAddresses.ipv4('10.20.0.0/16'),
  tiers: [open, application, data, cache, endpoints],
  flows: [
    TrafficFlow.from(TrafficPeer.internet()).to(open).port(443),
    TrafficFlow.from(open).to(application).port(8080),
    TrafficFlow.from(application).to(data).port(5432),
    TrafficFlow.from(application).to(cache).port(6379),
    TrafficFlow.from(application).to(TrafficPeer.internet()).port(443),
    // The database exports to Amazon S3, and reaches nothing else outside.
    TrafficFlow.from(data).to(TrafficPeer.gatewayEndpoint(GatewayEndpointService.S3)).port(443),
  ],
});

// Administrators come in through Session Manager: no SSH, no bastion, no open port.
new InterfaceEndpoints(stack, 'SessionManager', {
  vpc, tier: endpoints, clients: [application], services: InterfaceEndpointService.sessionManager(),
});

// The analysts' network may read the database, and nothing here may call it back.
const analysts = new VpcPeering(stack, 'Analysts', { vpc, peer: PeerVpc.existing({ vpcId: 'vpc-0a1b2c3d4e5f60718', cidrs: ['10.50.0.0/16'] }) });
vpc.allow(TrafficFlow.from(analysts.network('10.50.8.0/24')).to(data).port(5432));

// Names that are known to be malicious do not resolve, and every name that is asked for is on record.
const resolver = new Stack(app, 'Resolver');
new DnsFirewall(resolver, 'DnsFirewall', { vpcId: vpc.vpcId });
new ResolverQueryLog(resolver, 'QueryLog', { vpcId: vpc.vpcId });

process.stderr.write(SynthesisSummary.of(app).toString());
