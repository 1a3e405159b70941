import { TransportProtocol } from '../transport-protocol';
import { AddressFamily } from './address-family';
import { FlowDirection } from './flow-direction';

/** A range of ports on which one place may open connections to another. */
export interface ReachableConnection {
  /** The place that opens the connection. */
  readonly source: string;

  /** The place that is called. */
  readonly destination: string;

  /** Whether the connection comes in, goes out, or stays inside. */
  readonly direction: FlowDirection;

  /** TCP or UDP. */
  readonly protocol: TransportProtocol;

  /** Whether it is opened between IPv4 or IPv6 addresses. */
  readonly addressFamily: AddressFamily;

  /** First port that is called, from 0 to 65,535. */
  readonly fromPort: number;

  /** Last port that is called, not below the first. */
  readonly toPort: number;
}
