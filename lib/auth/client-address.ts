import { isIPv4, isIPv6 } from 'node:net';

/** The first four groups of an IPv6 address: one customer holds all the addresses behind them. */
function network(address: string): string {
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const gap = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill('0');
  const groups = [...left, ...gap, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/**
 * Whom to count a request against: an IPv4 address, the /64 network of an IPv6 one, or `unknown`.
 *
 * It is the last entry of `X-Forwarded-For`. A proxy appends the address that it saw, so the last
 * entry is the nearest proxy's word and those before it are the client's. Vercel sets the header
 * itself; Next's own server adds the socket's address when it is absent, but keeps a header that the
 * client sent, so on a box without a proxy in front this address is a hint. The limits by e-mail
 * address hold there all the same.
 */
export function clientAddress(headers: Headers): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().toLowerCase() ?? '';
  const mapped = /^::ffff:([\d.]+)$/.exec(last)?.[1] ?? last;
  if (isIPv4(mapped)) return mapped;
  return isIPv6(last) && !last.includes('.') && !last.includes('%') ? network(last) : 'unknown';
}
