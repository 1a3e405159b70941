import { DiagramModel } from './diagram-model';

/** The picture in words, for whoever cannot see it. */
export function describe({ addresses, zones, above, inside, below, gateways, endpoints, flows }: DiagramModel): string {
  const rows = inside.map(({ name, addresses: blocks, details }) => [name, ...blocks, ...details].join(', '));
  const outside = [...above, ...below].map(({ name, addresses: blocks, details }) => [name, ...blocks, ...details].join(', '));
  return [
    `A VPC with the addresses ${addresses.join(' and ')} in ${zones} availability zones.`,
    `Inside: ${rows.join('; ')}.`,
    ...outside.length > 0 ? [`Outside: ${outside.join('; ')}.`] : [],
    `On its border: ${[...gateways, ...endpoints].join(', ')}.`,
    flows.length > 0 ? `What may talk to what: ${flows.flatMap(({ words }) => words).join('; ')}.` : 'Nothing may talk to anything.',
  ].join(' ');
}
