import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * What TRUST_PROXY says: how many proxies stand in front, or which networks they are in.
 * @typedef {{ hops: number, networks: [address: import('ipaddr.js').IPv4 | import('ipaddr.js').IPv6, bits: number][] }} Trust
 */

/** Words for networks that no client on the internet is in. */
const NAMED = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
};

const MAX_HOPS = 10;
/** Prefix of an IPv4 address in an IPv6 one (RFC 4291, section 2.5.5), bits. */
const MAPPED_BITS = 96;

/** @returns {Trust['networks'][number] | undefined} a network of one address, if there is no `/` */
function networkIn(text) {
  const [address = '', given, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return undefined;
  const parsed = ipaddr.parse(address);
  const length = parsed.kind() === 'ipv4' ? 32 : 128;
  if (given !== undefined && !/^\d{1,3}$/.test(given)) return undefined;
  const bits = given === undefined ? length : Number(given);
  // A network of everybody would let everybody choose an address.
  if (bits < 1 || bits > length) return undefined;
  const isMapped = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress();
  if (isMapped && bits > MAPPED_BITS) return [parsed.toIPv4Address(), bits - MAPPED_BITS];
  return isMapped ? undefined : [parsed, bits];
}

/**
 * Reads TRUST_PROXY: a number of proxies, or addresses, networks (CIDR) and the words `loopback`, `private` and
 * `linklocal`, separated by commas or spaces.
 * @param {string | undefined} text undefined or empty: nothing is trusted
 * @returns {Trust | undefined} undefined if it is invalid
 */
export function parseTrust(text = '') {
  const words = text.split(/[\s,]+/).filter(Boolean);
  if (words.length === 1 && /^\d+$/.test(words[0])) {
    const hops = Number(words[0]);
    return hops <= MAX_HOPS ? { hops, networks: [] } : undefined;
  }
  const networks = words.flatMap((word) => NAMED[word.toLowerCase()] ?? [word]).map(networkIn);
  return networks.includes(undefined) ? undefined : { hops: 0, networks };
}

/**
 * The address in an entry of `X-Forwarded-For`, which may have a port, brackets or a zone. An IPv4 address in an
 * IPv6 one is that IPv4 address.
 * @returns {string | null} null if there is none
 */
export function addressIn(entry) {
  const withPort = /^\[([^\]]*)\](?::\d{1,5})?$|^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/.exec(entry);
  const [address = ''] = (withPort?.[1] ?? withPort?.[2] ?? entry).split('%');
  return isIP(address) === 0 ? null : ipaddr.process(address).toString();
}

function isIn(networks, address) {
  if (address === null) return false;
  const parsed = ipaddr.parse(address);
  return networks.some(([net, bits]) => net.kind() === parsed.kind() && parsed.match(net, bits));
}

/**
 * Whether the machine at the other end of the connection is a proxy of ours.
 * @param {string | null} peer its address, as `addressIn` returns it
 * @param {Trust} trust
 */
export const isTrusted = (peer, { hops, networks }) => hops > 0 || isIn(networks, peer);

/**
 * The client's address: from the nearest machine outwards, each proxy of ours is believed about the one before it.
 * An entry that is no address ends the search, so that the proxy which passed it on is counted.
 * @param {string | null} peer
 * @param {string} forwardedFor `X-Forwarded-For`; several lines are joined by commas
 * @param {Trust} trust
 */
export function clientOf(peer, forwardedFor, { hops, networks }) {
  const entries = forwardedFor.split(',').map((entry) => entry.trim());
  let client = peer;
  let believed = 0;
  for (const entry of entries.filter(Boolean).reverse()) {
    const isProxy = hops > 0 ? believed < hops : isIn(networks, client);
    const address = isProxy ? addressIn(entry) : null;
    if (address === null) break;
    client = address;
    believed += 1;
  }
  return client;
}
