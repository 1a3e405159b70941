import { AddressClass } from './address-space';
import { End, Exit, Hop, Leg, name } from './packet-leg';
import { PacketTracer } from './packet-tracer';
import { TargetKind } from './routing';

/** One way for a connection to be opened and answered, as far as routes go. */
export interface ConnectionPath {
  /** Network ACLs and appliances, for the call and for the answer. */
  readonly hops: readonly Hop[];
  /** Why the routes do not carry it. */
  readonly stopped?: string;
  /** Why it may not work, though it may. */
  readonly doubtful?: string;
  /** Between whom rules may name a security group of the other end. */
  readonly references: 'both' | 'in' | 'none';
  /** The address that the one called sees: that of the caller, or of NAT. */
  readonly seen: AddressClass;
  /** The gateway on the way to or from outside, in words. */
  readonly via?: string;
  /** Whether the far end is connected as a network of its own is, and may have security groups. */
  readonly connected: boolean;
}

const CONNECTED: (TargetKind | undefined)[] = ['peering', 'transit', 'unknown'];

/** Puts the ways of calls and of their answers together. */
export class ConnectionPaths {
  private readonly known = new Map<string, ConnectionPath[]>();

  constructor(private readonly tracer: PacketTracer) {}

  /** All ways between two ends. */
  public between(source: End, destination: End): ConnectionPath[] {
    const key = [source, destination].map(({ subnet, address }) => `${subnet?.id ?? ''} ${address}`).join();
    const paths = this.known.get(key) ?? (source.subnet ? this.outward(source, destination) : this.inward(source, destination));
    this.known.set(key, paths);
    return paths;
  }

  /** Opened by a host inside. */
  private outward(source: End, destination: End): ConnectionPath[] {
    return this.tracer.leave(source.subnet!, source, destination, 'called').flatMap((call) => {
      if (call.stopped !== undefined) {
        return [joined(source, call)];
      }
      const client = call.nat?.end ?? source;
      const role = call.nat ? 'translated client' : 'client';
      const answers = destination.subnet
        ? this.tracer.leave(destination.subnet, destination, client, role)
        : this.tracer.enter(call.exit!, destination, client, role);
      return answers.flatMap((answer) => call.nat && answer.stopped === undefined
        ? this.tracer.leave(call.nat.end.subnet!, destination, source, 'client').map((last) => joined(source, call, answer, last))
        : [joined(source, call, answer)]);
    });
  }

  /** Opened from outside: by the gateway that the answer would take, since any other drops it. */
  private inward(source: End, destination: End): ConnectionPath[] {
    return this.tracer.leave(destination.subnet!, destination, source, 'client').flatMap((answer) => answer.exit
      ? this.tracer.enter(answer.exit, source, destination, 'called')
        .map((call) => translated(joined(source, call, answer), call, answer, answer.exit!))
      : [joined(source, answer)]);
  }
}

function joined(source: End, call: Leg, ...answers: Leg[]): ConnectionPath {
  const exit = [call, ...answers].find((leg) => leg.exit)?.exit;
  const boxes = (legs: readonly Leg[]) => legs.flatMap((leg) => leg.boxes).sort().join();
  const missed = answers.length > 0 && boxes([call]) !== boxes(answers);
  return {
    hops: [call, ...answers].flatMap(({ hops }) => hops),
    stopped: [call, ...answers].find(({ stopped }) => stopped !== undefined)?.stopped,
    doubtful: missed ? 'the answer does not pass the same firewall endpoints as the call, which drop what they saw only half of' : undefined,
    references: call.references,
    seen: call.nat?.end.address ?? source.address,
    via: [call.nat && `NAT by ${call.nat.name}`, exit && name(exit)].filter((word) => word !== undefined).join(' and ') || undefined,
    connected: CONNECTED.includes(exit?.kind),
  };
}

/** An appliance that only the answer passes would put its own address in place of the one that was called. */
function translated(path: ConnectionPath, call: Leg, answer: Leg, exit: Exit): ConnectionPath {
  const missed = answer.appliances.find((appliance) => !call.appliances.includes(appliance));
  return path.stopped === undefined && missed !== undefined
    ? { ...path, stopped: `answers leave for ${name(exit)} through ${missed}, which no connection from there passes` } : path;
}
