import 'server-only';
import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { countSignUp } from './attempt-limits';
import { hashPassword } from './passwords';
import type { signUpSchema } from './schemas';

/** Age from which a user without a password or linked account counts as an unfinished sign-up, ms. */
const HALF_MADE_MS = 60_000;

/**
 * Creates a user who signs in by email address and password.
 *
 * User and password are two statements. If the process dies between them, the user has no way to sign in,
 * so the second statement gives the password to the new user or to such a leftover, and to no other user.
 *
 * @param client from `clientAddress`
 * @throws AppError `sign_up_closed`, `email_taken`, or `too_many_requests` (20 an hour for one client)
 */
export async function signUp(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { email, password, name }: z.output<typeof signUpSchema>,
  client: string,
): Promise<{ id: string }> {
  if (!getEnv().signUpOpen) {
    throw new AppError(
      'sign_up_closed',
      'Sign-up is closed on this site. Ask its administrator for an account.',
    );
  }
  await countSignUp(db, client);
  const hash = await hashPassword(password);
  const at = now();
  const [made] = await db
    .insert(users)
    .values({ email, name: name || null, createdAt: at })
    .onConflictDoNothing()
    .returning({ id: users.id });
  const owner = made
    ? sql`u.id = ${made.id}`
    : sql`u.email = ${email} AND u.email_verified IS NULL AND u.created_at < ${at - HALF_MADE_MS}
        AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.user_id = u.id)`;
  const [given] = await db.all<{ id: string }>(sql`
    INSERT INTO passwords (user_id, hash, updated_at)
    SELECT u.id, ${hash}, ${at} FROM users u WHERE ${owner}
    ON CONFLICT DO NOTHING RETURNING user_id AS id`);
  if (!given) {
    throw new AppError(
      'email_taken',
      'An account with this email address exists already. Sign in instead.',
    );
  }
  return { id: given.id };
}
