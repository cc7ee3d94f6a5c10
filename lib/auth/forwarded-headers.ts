import 'server-only';
import { getEnv } from '@/lib/env';
import { clientNetwork } from '@/lib/ip-address';

const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The origin under which the request reached the app: NEXTAUTH_URL if it is set, else the request's host,
 * by the same rule as next-auth (`utils/detect-origin`), which names and secures its cookies by it.
 * Null if the request has no valid host.
 */
export function requestOrigin(headers: Headers): string | null {
  const { publicUrl } = getEnv();
  if (publicUrl) return new URL(publicUrl).origin;
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  if (!HOST.test(host)) return null;
  const scheme = headers.get('x-forwarded-proto') === 'http' ? 'http' : 'https';
  return URL.parse(`${scheme}://${host}`)?.origin ?? null;
}

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
