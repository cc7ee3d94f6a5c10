import 'server-only';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { plainText } from '@/lib/plain-text';
import { countSignUp } from './attempts';
import { emailSchema } from './email';
import { hashPassword, passwordSchema } from './passwords';

export const signUpSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  name: plainText.trim().max(80, 'write a name of at most 80 characters').optional(),
});

/** How long a user without any way in may still be about to get one, ms. */
const HALF_MADE_MS = 60_000;

/**
 * Makes a user who signs in by e-mail address and password.
 *
 * User and password are two statements. If the process dies between them, the address is left with no
 * way in; so the second one gives the password to the user just made, or to such a leftover, and to
 * nobody else.
 *
 * @param client as `clientAddress` names it
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
      'Sign-up is closed here. Ask whoever runs this site for an account.',
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
      'There is an account with this e-mail address. Sign in instead.',
    );
  }
  return { id: given.id };
}
