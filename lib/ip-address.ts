import 'server-only';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Where clouds serve a machine's credentials. No receiver of an operator has such an address: IPv4 and IPv6
 * link-local (AWS, Google, Azure, Oracle, DigitalOcean, Hetzner, OpenStack ...), Alibaba, Azure's host, Oracle
 * Classic, and over IPv6 AWS, Google, Oracle, Scaleway and Linode.
 */
const METADATA = [
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fe80::/10',
  'fd00:ec2::/32',
  'fd20:ce::/32',
  'fd00:c1::/32',
  'fd00:42::42/128',
  'fd00:a9fe:a9fe::/48',
].map((network) => ipaddr.parseCIDR(network));

/**
 * Notations that carry an IPv4 address in an IPv6 one, with the positions of its bytes: IPv4-mapped and
 * IPv4-compatible (RFC 4291, section 2.5.5), IPv4-translated (RFC 2765), NAT64 (RFC 6052, and RFC 8215 with a
 * prefix of 48, 56, 64 or 96 bits), 6to4 (RFC 3056), Teredo's server (RFC 4380).
 */
const EMBEDDINGS: [network: string, ...positions: number[][]][] = [
  ['::ffff:0:0/96', [12, 13, 14, 15]],
  ['::/96', [12, 13, 14, 15]],
  ['::ffff:0:0:0/96', [12, 13, 14, 15]],
  ['64:ff9b::/96', [12, 13, 14, 15]],
  ['64:ff9b:1::/48', [6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12], [12, 13, 14, 15]],
  ['2002::/16', [2, 3, 4, 5]],
  ['2001::/32', [4, 5, 6, 7]],
];

/** The middle of an interface id that carries an IPv4 address (ISATAP, RFC 5214), behind any prefix. */
const ISATAP = [0x5e, 0xfe];

function embeddedIpv4(address: ipaddr.IPv6): ipaddr.IPv4[] {
  if (address.range() === 'loopback') return [];
  const bytes = address.toByteArray();
  const at = (positions: number[]) => new ipaddr.IPv4(positions.map((i) => bytes[i] ?? 0));
  const found = EMBEDDINGS.filter(([network]) => address.match(ipaddr.IPv6.parseCIDR(network)));
  const inner = found.flatMap(([, ...positions]) => positions.map(at));
  const last = [12, 13, 14, 15];
  if (ISATAP.every((byte, i) => bytes[10 + i] === byte)) inner.push(at(last));
  // Teredo inverts the bits of the client's address.
  if (address.range() === 'teredo') {
    inner.push(new ipaddr.IPv4(last.map((i) => 255 - (bytes[i] ?? 0))));
  }
  return inner;
}

/** The address itself and the IPv4 addresses that it carries. */
function targetsOf(text: string): Address[] {
  const address = ipaddr.parse(text);
  return address instanceof ipaddr.IPv4 ? [address] : [address, ...embeddedIpv4(address)];
}

function isMetadata(address: Address): boolean {
  return METADATA.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
}

/**
 * Whether the last 32 bits are an address that only a metadata service has: a NAT64 gateway may use any
 * prefix of its network, which cannot be known here.
 */
function endsInMetadata(address: Address): boolean {
  if (address instanceof ipaddr.IPv4) return false;
  const last = new ipaddr.IPv4(address.toByteArray().slice(12));
  return isMetadata(last);
}

function isPublic(address: Address): boolean {
  // All addresses in use on the IPv6 internet are in 2000::/3.
  const inUse = address instanceof ipaddr.IPv4 || ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
  return inUse && address.range() === 'unicast' && !isMetadata(address);
}

/** Whether an address is in public use on the internet: not private, loopback, link-local or reserved. */
export function isPublicAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  return targetsOf(text).every((address) => isPublic(address) && !endsInMetadata(address));
}

/**
 * Whether a server that may call private networks may call this address: all but the unspecified address
 * and the metadata services of cloud providers, however they are written.
 */
export function isPrivateNetworkAddress(text: string): boolean {
  if (isIP(text) === 0) return false;
  return targetsOf(text).every(
    (address) =>
      address.range() !== 'unspecified' && !isMetadata(address) && !endsInMetadata(address),
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
