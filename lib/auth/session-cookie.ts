import 'server-only';
import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type GetTokenParams, getToken } from 'next-auth/jwt';
import { getEnv } from '@/lib/env';
import { singleton } from '@/lib/singleton';

type Cookie = { name: string; value: string };
/** A session id and until when its cookie may be believed without being decrypted again, ms. */
type Opened = { id: string; until: number };

const NAME = 'next-auth.session-token';
/** Cookies that are remembered, by their hash. */
const REMEMBERED = 5_000;
/** How long one is remembered at most, ms. */
const LONGEST_MS = 10 * 60 * 1_000;

/**
 * Cookies that were decrypted before: that takes longer than everything else of a short request. Whether the session
 * still exists is asked of the database each time.
 */
const opened = singleton(
  'opened-session-cookies',
  () => new LRUCache<string, Opened>({ max: REMEMBERED }),
);

async function decrypt(cookies: Cookie[], secure: boolean) {
  const jar = Object.fromEntries(cookies.map(({ name, value }) => [name, value]));
  for (const secret of getEnv().readableSecrets) {
    const token = await getToken({
      // Without headers: a bearer token is a personal token, never a session.
      req: { cookies: jar, headers: {} } as GetTokenParams['req'],
      secret,
      secureCookie: secure,
    });
    if (token?.sid !== undefined) return token;
  }
  return null;
}

/**
 * The session id in a request's cookies, not yet verified.
 * @param secure selects next-auth's name for the cookie: over https, one that a plain http page cannot set
 */
export async function sessionIdIn(all: Cookie[], secure: boolean): Promise<unknown> {
  const prefix = secure ? `__Secure-${NAME}` : NAME;
  const cookies = all.filter(({ name }) => name.startsWith(prefix));
  if (cookies.length === 0) return undefined;
  const key = hash('sha256', JSON.stringify(cookies), 'base64url');
  const known = opened.get(key);
  if (known && Date.now() < known.until) return known.id;
  const token = await decrypt(cookies, secure);
  if (typeof token?.sid === 'string' && typeof token.exp === 'number') {
    const until = Math.min(token.exp * 1_000, Date.now() + LONGEST_MS);
    opened.set(key, { id: token.sid, until });
  }
  return token?.sid;
}
