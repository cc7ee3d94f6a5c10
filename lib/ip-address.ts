import 'server-only';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Where cloud providers serve a machine's credentials. No private network of an operator uses these. */
const METADATA = ['169.254.169.254', '169.254.170.2', '100.100.100.200', 'fd00:ec2::254'].map(
  (text) => ipaddr.parse(text).toNormalizedString(),
);

/**
 * Notations that carry an IPv4 address in an IPv6 one, with the position of its first byte:
 * IPv4-mapped and IPv4-compatible (RFC 4291, section 2.5.5), NAT64 (RFC 6052), 6to4 (RFC 3056).
 */
const EMBEDDINGS: [network: string, firstByte: number][] = [
  ['::ffff:0:0/96', 12],
  ['::/96', 12],
  ['64:ff9b::/96', 12],
  ['2002::/16', 2],
];

function embeddedIpv4(address: Address): ipaddr.IPv4 | null {
  if (address instanceof ipaddr.IPv4) return null;
  const found = EMBEDDINGS.find(([network]) => address.match(ipaddr.IPv6.parseCIDR(network)));
  if (!found) return null;
  return new ipaddr.IPv4(address.toByteArray().slice(found[1], found[1] + 4));
}

/** The address itself and the IPv4 address that it carries, if any. */
function targetsOf(text: string): Address[] {
  const address = ipaddr.parse(text);
  const inner = embeddedIpv4(address);
  return inner ? [address, inner] : [address];
}

/** Whether an address is in public use on the internet: not private, loopback, link-local or reserved. */
export function isPublicAddress(text: string): boolean {
  return isIP(text) !== 0 && targetsOf(text).every((address) => address.range() === 'unicast');
}

/**
 * Whether a server that may call private networks may call this address: all but the unspecified address
 * and the metadata services of cloud providers, however they are written.
 */
export function isPrivateNetworkAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  const targets = targetsOf(text);
  return (
    targets[0]?.range() !== 'unspecified' &&
    targets.every((address) => !METADATA.includes(address.toNormalizedString()))
  );
}

/**
 * What rate limits count one client as: its IPv4 address, or the /64 network of its IPv6 address, since
 * one customer holds all addresses in it. Null for anything else.
 */
export function clientNetwork(text: string): string | null {
  if (isIP(text) === 0 || text.includes('%')) return null;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv4) return address.toString();
  const groups = address.parts.slice(0, 4).map((group) => group.toString(16));
  return `${groups.join(':')}::/64`;
}
