import { InternetEgress } from './internet-egress';
import { NetworkTier } from './network-tier';
import { TrafficFlow } from './traffic-flow';
import { TrafficPeer } from './traffic-peer';

export const DEFAULT_CIDR = '10.0.0.0/16';

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
