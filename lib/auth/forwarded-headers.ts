import 'server-only';
import { getEnv, onVercel } from '@/lib/env';
import { clientNetwork } from '@/lib/ip-address';
import { addressIn } from '@/scripts/server/trusted-proxies.mjs';

const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The origin under which the request reached the app: NEXTAUTH_URL if it is set, else the request's host,
 * by the same rule as next-auth (`utils/detect-origin`), which names and secures its cookies by it. What a client
 * claims in `X-Forwarded-Host` and `-Proto` has been replaced before (`scripts/server/forwarded-headers.mjs`).
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
 * `X-Forwarded-For` is what `scripts/server/forwarded-headers.mjs` put there, by TRUST_PROXY: nothing of what a
 * client sent. Vercel runs without that, and sets a header of its own.
 */
export function clientAddress(headers: Headers): string {
  const name = onVercel() ? 'x-vercel-forwarded-for' : 'x-forwarded-for';
  const last = headers.get(name)?.split(',').at(-1)?.trim() ?? '';
  return clientNetwork(addressIn(last) ?? '') ?? 'unknown';
}
