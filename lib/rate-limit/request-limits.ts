import type { Context } from '@/lib/context';
import type { Db } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { quotaLimiter, type RateLimitStatus } from './local-quota';

const WINDOW_SECONDS = 60;

/** A user, with all tokens and sessions together, may make this many times the requests of one token. */
const USER_LIMIT_FACTOR = 2;

function createLimiters(db: Db) {
  const perToken = getEnv().requestsPerMinute;
  const perUser = USER_LIMIT_FACTOR * perToken;
  return {
    perToken: quotaLimiter(db, {
      name: 'requests-token',
      points: perToken,
      seconds: WINDOW_SECONDS,
    }),
    perUser: quotaLimiter(db, { name: 'requests-user', points: perUser, seconds: WINDOW_SECONDS }),
  };
}

type Limiters = ReturnType<typeof createLimiters>;

/** One set per process and database, so that all requests share the reserved points. */
const limitersByDb = singleton('request-limits', () => new WeakMap<Db, Limiters>());

function getLimiters(db: Db): Limiters {
  const limiters = limitersByDb.get(db) ?? createLimiters(db);
  limitersByDb.set(db, limiters);
  return limiters;
}

/**
 * Counts a request against its token, if it has one, and its user.
 * @returns the status of the limit that has less left; `allowed: false` if either is exceeded
 */
export async function countRequest(
  { db, defer }: Pick<Context, 'db' | 'defer'>,
  userId: string,
  tokenId: string | null,
): Promise<RateLimitStatus> {
  const { perToken, perUser } = getLimiters(db);
  const token = tokenId === null ? null : await perToken(tokenId, defer);
  if (token && !token.allowed) return token;
  const user = await perUser(userId, defer);
  return token && user.allowed && token.remaining <= user.remaining ? token : user;
}
