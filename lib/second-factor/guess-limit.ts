import 'server-only';
import { hash } from 'node:crypto';
import type { Db } from '@/lib/db';
import { guessLimiter, rateLimiter } from '@/lib/rate-limit';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Where a code is typed. */
export type Source = {
  sessionId: string;
  /** Names a browser in which the user has signed in before; null if it is unknown. */
  device: string | null;
};

/** Session ids are secret: counters are in the database, where they would be readable. */
const nameOf = (secret: string) => hash('sha256', secret, 'base64url');

/**
 * Begins a guess at a code of an authenticator app, of which a million exist and three count at a time. It counts as
 * wrong until `succeed`. Five wrong ones of a session and ten of an account are free, then pauses grow, see
 * `guessLimiter`. In the long run 24 guesses a day are left: in a year they find a code with a chance of three in a
 * hundred, for somebody who knows the password, with every guess in the security log. A known browser has five of its
 * own, and all known browsers twenty, so that such a person cannot keep the owner out.
 *
 * @throws AppError `too_many_requests`
 */
export async function beginCodeGuess(db: Db, userId: string, { sessionId, device }: Source) {
  const narrow = guessLimiter(db, { name: 'code-session', free: 5, forgiveSeconds: HOUR });
  const wide = guessLimiter(
    db,
    device === null
      ? { name: 'code', free: 10, forgiveSeconds: HOUR }
      : { name: 'code-devices', free: 20, forgiveSeconds: HOUR },
  );
  const key = device === null ? nameOf(sessionId) : `${userId} ${nameOf(device)}`;
  await narrow.begin(key);
  try {
    await wide.begin(userId);
  } catch (error) {
    await narrow.giveBack(key);
    throw error;
  }
  return {
    async succeed(): Promise<void> {
      await narrow.reset(key);
      await wide.giveBack(userId);
    },
  };
}

/**
 * Counts a recovery code that was typed: ten a minute for one session. Nobody guesses one, so that wrong ones of a
 * stranger must not keep out its owner. Throws AppError `too_many_requests`.
 */
export async function countRecoveryCode(db: Db, { sessionId }: Source): Promise<void> {
  const limit = { name: 'recovery-code', points: 10, seconds: MINUTE };
  await rateLimiter(db, limit).consume(nameOf(sessionId));
}
