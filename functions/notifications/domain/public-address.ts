import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * IPv4 that never leads to somebody else's public host: IANA IPv4 Special-Purpose Address Registry, multicast, and the
 * address at which one cloud answers from inside although it looks public.
 */
const closedIpv4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local; 169.254.169.254 answers with the credentials of the machine.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['168.63.129.16', 32],
];

/** Inside 2000::/3, the only global unicast IPv6: protocol assignments (Teredo, ORCHID), documentation, 6to4. */
const closedIpv6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [network, prefix] of closedIpv4) closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of closedIpv6) closed.addSubnet(network, prefix, 'ipv6');
const globalIpv6 = new BlockList();
globalIpv6.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const familyOf = (address: string): 'ipv4' | 'ipv6' | undefined => {
  if (isIPv4(address)) return 'ipv4';
  // A zone (`fe80::1%eth0`) names an interface of ours.
  return isIPv6(address) && !address.includes('%') ? 'ipv6' : undefined;
};

/** Whether the address is a loopback address of this machine. */
export const isLoopbackAddress = (address: string): boolean => {
  const family = familyOf(address);
  return family !== undefined && loopback.check(address, family);
};

/** Whether the address belongs to the public internet; anything that is not an address does not. */
export const isPublicAddress = (address: string): boolean => {
  const family = familyOf(address);
  if (family === undefined) return false;
  if (family === 'ipv6' && !globalIpv6.check(address, 'ipv6')) return false;
  return !closed.check(address, family);
};
