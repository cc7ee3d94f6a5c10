import 'server-only';
import type { Db } from '@/lib/db';
import { rateLimiter } from '@/lib/rate-limit';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * Limits on wrong codes of an authenticator app, of which a million exist and three count at a time. The pauses
 * grow: after five wrong codes of a session a minute, after ten of the account a quarter of an hour, after thirty a
 * day. Somebody who knows the password finds a code in a year with a chance of three in a hundred, and every attempt
 * is in the security log.
 */
export function codeGuesses(db: Db, userId: string, sessionId: string) {
  const ofSession = rateLimiter(db, { name: 'code-session', points: 5, seconds: MINUTE });
  const shortly = rateLimiter(db, { name: 'code', points: 10, seconds: 15 * MINUTE });
  const daily = rateLimiter(db, { name: 'code-day', points: 30, seconds: 24 * HOUR });
  return {
    /**
     * Counts a guess as wrong before it is checked, so that concurrent guesses are limited too.
     * @throws AppError `too_many_requests`
     */
    async begin(): Promise<void> {
      await ofSession.consume(sessionId);
      await shortly.consume(userId);
      await daily.consume(userId);
    },
    /** Undoes `begin` for a code that was right. */
    async succeed(): Promise<void> {
      await ofSession.reset(sessionId);
      await shortly.giveBack(userId);
      await daily.giveBack(userId);
    },
  };
}

/**
 * Counts a recovery code that was typed: ten a minute for one session. Nobody guesses one, so that wrong ones of a
 * stranger must not keep out its owner. Throws AppError `too_many_requests`.
 */
export async function countRecoveryCode(db: Db, sessionId: string): Promise<void> {
  await rateLimiter(db, { name: 'recovery-code', points: 10, seconds: MINUTE }).consume(sessionId);
}
