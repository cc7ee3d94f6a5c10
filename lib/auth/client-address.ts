import { clientNetwork } from '@/lib/ip-address';

/**
 * The key under which rate limits count a client: an IPv4 address, the /64 network of an IPv6 address,
 * or `unknown`.
 *
 * Reads the last entry of `X-Forwarded-For`. Proxies append the address they saw, so the last entry comes
 * from the nearest proxy and earlier entries come from the client. Vercel sets the header itself. Next's
 * own server adds the socket's address if the header is absent, but keeps a header that the client sent:
 * without a proxy in front the address can be forged. The limits per email address still hold then.
 */
export function clientAddress(headers: Headers): string {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return clientNetwork(last) ?? 'unknown';
}
