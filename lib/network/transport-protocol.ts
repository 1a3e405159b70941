/** The protocols a flow can use: those with ports. */
export enum TransportProtocol {
  /** Connections, such as HTTPS and databases. */
  TCP = 'tcp',
  /** Datagrams, such as DNS and NTP. */
  UDP = 'udp',
}
