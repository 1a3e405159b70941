/** Where a connection goes, seen from the networks of a template. */
export enum FlowDirection {
  /** From outside to inside. */
  INBOUND = 'inbound',
  /** From inside to outside, services behind gateway endpoints included. */
  OUTBOUND = 'outbound',
  /** From inside to inside, from one VPC to another included. */
  INTERNAL = 'internal',
}
