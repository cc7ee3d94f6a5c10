import 'server-only';
import { getEnv } from '@/lib/env';

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
