import { FlowPath } from '../flow-path';
import { NetworkTier } from '../network-tier';
import { TrafficFlow } from '../traffic-flow';
import { TrafficPeer } from '../traffic-peer';
import { TransportProtocol } from '../transport-protocol';
import { readable } from './diagram-text';

/** An arrow of the picture: all that one peer may call another on. */
export interface DiagramFlow {
  /** Keys of the rows at its ends. */
  readonly from: string;
  readonly to: string;
  readonly ports: string[];
  /** What it passes on the way, where that is worth a word. */
  readonly via?: string;
  /** What the flows are in words, one each. */
  readonly words: string[];
}

/** One arrow for each pair of peers, however many ports it carries. */
export function diagramFlows(paths: FlowPath[], keyOf: (peer: TrafficPeer) => string): DiagramFlow[] {
  const pairs = new Map<string, FlowPath[]>();
  for (const path of paths) {
    const pair = `${keyOf(path.source.peer)} to ${keyOf(path.destination.peer)}`;
    pairs.set(pair, [...pairs.get(pair) ?? [], path]);
  }
  return [...pairs.values()].map((pathsOfPair) => {
    const pair = pathsOfPair.map(({ flow }) => flow);
    const [{ source, destination }] = pair;
    return {
      from: keyOf(source),
      to: keyOf(destination!),
      ports: pair.sort((a, b) => order(a) - order(b)).map(ports),
      via: via(pathsOfPair[0]),
      words: pair.map((flow) => readable(flow.toString())),
    };
  });
}

function via({ inspected, passes }: FlowPath): string | undefined {
  return inspected ? 'firewall' : passes.some(({ tier }) => tier.tier.name === NetworkTier._nat().name) ? 'NAT' : undefined;
}

function ports({ protocol, fromPort, toPort }: TrafficFlow): string {
  return `${protocol === TransportProtocol.UDP ? 'UDP ' : ''}${fromPort === toPort ? fromPort : `${fromPort}–${toPort}`}`;
}

/** By port, those of UDP last. */
function order({ protocol, fromPort }: TrafficFlow): number {
  return fromPort! + (protocol === TransportProtocol.UDP ? 65_536 : 0);
}
