import 'server-only';
import { createHash } from 'node:crypto';
import type { Db } from '@/lib/db';
import { rateLimiter } from '@/lib/rate-limit';

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/**
 * Limits on failed sign-ins in 15 minutes: 10 for one client and address, 50 for one address, 100 for one
 * client.
 */
export function signInAttempts(db: Db, email: string, client: string) {
  const byClient = rateLimiter(db, { name: 'sign-in-client', points: 100, seconds: QUARTER });
  const byBoth = rateLimiter(db, { name: 'sign-in-both', points: 10, seconds: QUARTER });
  const byEmail = rateLimiter(db, { name: 'sign-in-email', points: 50, seconds: QUARTER });
  const both = `${email} ${client}`;
  return {
    /**
     * Counts an attempt as failed before the password is checked, so that concurrent attempts are limited
     * too. Narrow limits come first: a client over its own limit does not use up the address's limit.
     * @throws AppError `too_many_requests`
     */
    async begin(): Promise<void> {
      await byClient.consume(client);
      await byBoth.consume(both);
      await byEmail.consume(email);
    },
    /** Undoes `begin` for an attempt that succeeded. */
    async succeed(): Promise<void> {
      await byBoth.reset(both);
      await byClient.giveBack(client);
      await byEmail.giveBack(email);
    },
  };
}

/** Limits on failed confirmations: 10 in 15 minutes for one session, so that no other session is kept out. */
export function confirmationAttempts(db: Db, sessionId: string) {
  const bySession = rateLimiter(db, { name: 'confirm', points: 10, seconds: QUARTER });
  const session = createHash('sha256').update(sessionId).digest('base64url');
  return {
    /** @throws AppError `too_many_requests` */
    async begin(): Promise<void> {
      await bySession.consume(session);
    },
    async succeed(): Promise<void> {
      await bySession.reset(session);
    },
  };
}

/** Counts a sign-up: 20 an hour for one client. Throws AppError `too_many_requests`. */
export async function countSignUp(db: Db, client: string): Promise<void> {
  await rateLimiter(db, { name: 'sign-up', points: 20, seconds: HOUR }).consume(client);
}

/**
 * Counts a requested email: 20 in 15 minutes for one client, 5 for one address, so that the app cannot be
 * used to flood a mailbox. Throws AppError `too_many_requests`.
 */
export async function countMail(db: Db, email: string, client: string): Promise<void> {
  await rateLimiter(db, { name: 'mail-client', points: 20, seconds: QUARTER }).consume(client);
  await rateLimiter(db, { name: 'mail', points: 5, seconds: QUARTER }).consume(email);
}
