import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/lib/context';
import { accounts, batch, passwords, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { accountOf, logSecurity } from '@/lib/security-log';
import { visibleOrNull } from '@/lib/visible-text';
import { countSignUp } from './attempt-limits';
import { ROLE_OF_NEW_ACCOUNT } from './operators';
import { hashPassword } from './passwords';
import type { signUpSchema } from './schemas';

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

/** Age from which a user without a password or linked account counts as an unfinished sign-up, ms. */
const UNFINISHED_MS = 60_000;

/** The user with this id, or one of this address whose sign-up an older version left without a password. */
function isUserToComplete(id: string, email: string, now: number): SQL {
  return sql`${users.id} = ${id} OR (${users.email} = ${email} AND ${users.emailVerified} IS NULL
    AND ${users.createdAt} < ${now - UNFINISHED_MS}
    AND NOT EXISTS (SELECT 1 FROM ${accounts} WHERE ${accounts.userId} = ${users.id}))`;
}

/** The errors of a sign-up, each with its line in the security log. */
async function refused(
  ctx: Data,
  email: string,
  code: 'sign_up_closed' | 'email_taken',
  message: string,
): Promise<AppError> {
  await logSecurity(ctx, 'sign_up_failed', { account: accountOf(email), reason: code });
  return new AppError(code, message);
}

/**
 * Creates a user who signs in by email address and password.
 *
 * @param client from `clientAddress`
 * @throws AppError `sign_up_closed`, `email_taken`, or `too_many_requests` (20 an hour for one client)
 */
export async function signUp(
  ctx: Data,
  { email, password, name }: z.output<typeof signUpSchema>,
  client: string,
): Promise<{ id: string }> {
  const { db, now } = ctx;
  if (!getEnv().signUpOpen) {
    throw await refused(
      ctx,
      email,
      'sign_up_closed',
      'Sign-up is closed on this server. Ask its operator for an account.',
    );
  }
  await countSignUp(db, client);
  const hash = await hashPassword(password);
  const at = now();
  const id = crypto.randomUUID();
  const userToComplete = db
    .select({
      userId: users.id,
      hash: sql`${hash}`.as('hash'),
      updatedAt: sql`${at}`.as('updated_at'),
    })
    .from(users)
    .where(isUserToComplete(id, email, at));
  const [, [given]] = await batch(db, [
    db
      .insert(users)
      .values({ id, email, name: visibleOrNull(name), createdAt: at, role: ROLE_OF_NEW_ACCOUNT })
      .onConflictDoNothing(),
    db
      .insert(passwords)
      .select(userToComplete)
      .onConflictDoNothing()
      .returning({ id: passwords.userId }),
  ]);
  if (!given) {
    throw await refused(
      ctx,
      email,
      'email_taken',
      'There is already an account for this email address. Sign in instead.',
    );
  }
  await logSecurity(ctx, 'signed_up', { userId: given.id, method: 'password' });
  return { id: given.id };
}
