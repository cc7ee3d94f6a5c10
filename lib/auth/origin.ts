import 'server-only';
import { getEnv } from '@/lib/env';

const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The origin by which a request reached the app: the pinned address where there is one, else the
 * request's own host, by the very rule of next-auth (`utils/detect-origin`), which names and secures
 * its cookies by it. Null when the request names no host that could be one.
 */
export function requestOrigin(headers: Headers): string | null {
  const { publicUrl } = getEnv();
  if (publicUrl) return new URL(publicUrl).origin;
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? '';
  if (!HOST.test(host)) return null;
  const scheme = headers.get('x-forwarded-proto') === 'http' ? 'http' : 'https';
  return URL.parse(`${scheme}://${host}`)?.origin ?? null;
}
