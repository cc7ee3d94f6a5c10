import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { blockThrottle, type RateLimitStatus } from './block-limiter';

const MINUTE = 60;

function makeLimits(db: Db) {
  const points = getEnv().apiRequestsPerMinute;
  return {
    perToken: blockThrottle(db, { name: 'requests-token', points, seconds: MINUTE }),
    perUser: blockThrottle(db, { name: 'requests-user', points: 2 * points, seconds: MINUTE }),
  };
}

type Limits = ReturnType<typeof makeLimits>;

/** One set a process and database: what has been bought is spent wherever in the process it is needed. */
const known = singleton('request-limits', () => new WeakMap<Db, Limits>());

function limitsOf(db: Db): Limits {
  const limits = known.get(db) ?? makeLimits(db);
  known.set(db, limits);
  return limits;
}

/**
 * Counts a request against its token, where there is one, and its user.
 * @returns how the tighter of the two stands; `allowed: false` when the request is one too many
 */
export async function countRequest(
  { db, defer }: Pick<Context, 'db' | 'defer'>,
  userId: string,
  tokenId: string | null,
): Promise<RateLimitStatus> {
  const { perToken, perUser } = limitsOf(db);
  const token = tokenId === null ? null : await perToken(tokenId, defer);
  if (token && !token.allowed) return token;
  const user = await perUser(userId, defer);
  return token && user.allowed && token.remaining <= user.remaining ? token : user;
}
