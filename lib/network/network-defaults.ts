import { InternetEgress } from './internet-egress';
import { NetworkAddresses } from './network-addresses';
import { NetworkTier } from './network-tier';
import { TrafficFlow } from './traffic-flow';
import { TrafficPeer } from './traffic-peer';

/** The addresses of a network that is not told any. */
export function defaultAddresses(): NetworkAddresses {
  return NetworkAddresses.ipv4('10.0.0.0/16');
}

/** The tiers of a web application. */
export function defaultTiers(): NetworkTier[] {
  return [NetworkTier.public(), NetworkTier.application(), NetworkTier.data()];
}

/** What those tiers need to talk about: HTTPS down to the application, PostgreSQL to the data, HTTPS out to APIs. */
export function defaultFlows(egress: InternetEgress): TrafficFlow[] {
  const [open, application, data] = defaultTiers();
  return [
    TrafficFlow.from(TrafficPeer.internet()).to(open).port(443),
    TrafficFlow.from(open).to(application).port(443),
    TrafficFlow.from(application).to(data).port(5432),
    ...(egress.reachesInternet ? [TrafficFlow.from(application).to(TrafficPeer.internet()).port(443)] : []),
  ];
}
