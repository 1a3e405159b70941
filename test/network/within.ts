/** Whether an IPv4 address is one of a block, bit by bit. */
export function within(address: string, block: string): boolean {
  const bits = (text: string) => text.split('.').map((octet) => Number(octet).toString(2).padStart(8, '0')).join('');
  const [network, prefix] = block.split('/');
  return bits(address).startsWith(bits(network).slice(0, Number(prefix)));
}
