import 'server-only';
import type { Db } from '@/lib/db';
import { rateLimiter } from '@/lib/rate-limit';

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/**
 * The limits on guessing one address's password: 10 failures from one client, 50 from all, and 100
 * for one client whatever the address, in 15 minutes.
 */
export function signInAttempts(db: Db, email: string, client: string) {
  const byClient = rateLimiter(db, { name: 'sign-in-client', points: 100, seconds: QUARTER });
  const byBoth = rateLimiter(db, { name: 'sign-in-both', points: 10, seconds: QUARTER });
  const byEmail = rateLimiter(db, { name: 'sign-in-email', points: 50, seconds: QUARTER });
  const both = `${email} ${client}`;
  return {
    /**
     * Counts an attempt as a failure before it is tried, so that many at once are not all let through.
     * The narrow limits come first: a client that has spent its own does not spend everybody's.
     * @throws AppError `too_many_requests`
     */
    async begin(): Promise<void> {
      await byClient.consume(client);
      await byBoth.consume(both);
      await byEmail.consume(email);
    },
    /** Takes the count back: it was not a failure. */
    async succeed(): Promise<void> {
      await byBoth.reset(both);
      await byClient.giveBack(client);
      await byEmail.giveBack(email);
    },
  };
}

/** Counts a sign-up: 20 an hour for one client. Throws AppError `too_many_requests`. */
export async function countSignUp(db: Db, client: string): Promise<void> {
  await rateLimiter(db, { name: 'sign-up', points: 20, seconds: HOUR }).consume(client);
}

/**
 * Counts a mail that somebody asks for: 20 in 15 minutes for one client, 5 for one address, so that
 * nobody's mailbox is flooded by us. Throws AppError `too_many_requests`.
 */
export async function countMail(db: Db, email: string, client: string): Promise<void> {
  await rateLimiter(db, { name: 'mail-client', points: 20, seconds: QUARTER }).consume(client);
  await rateLimiter(db, { name: 'mail', points: 5, seconds: QUARTER }).consume(email);
}
