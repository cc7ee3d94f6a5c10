import 'server-only';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { passwords } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { confirmationAttempts } from './attempt-limits';
import { verifyPassword } from './passwords';
import { confirmSession, type SignedIn } from './sessions';

type Session = Pick<SignedIn, 'id' | 'sessionId'>;

async function passwordOf({ db }: Pick<Context, 'db'>, userId: string): Promise<string | null> {
  const [row] = await db
    .select({ hash: passwords.hash })
    .from(passwords)
    .where(eq(passwords.userId, userId));
  return row?.hash ?? null;
}

/** How a user can confirm who they are without leaving the page. */
export async function confirmationWays(
  ctx: Pick<Context, 'db'>,
  userId: string,
): Promise<{ password: boolean }> {
  return { password: (await passwordOf(ctx, userId)) !== null };
}

/**
 * Checks the password of a signed-in user. Only failures of the same session count against its limit.
 * @returns the hash that it matches
 * @throws AppError `wrong_password` or `too_many_requests`
 */
export async function assertPassword(
  ctx: Pick<Context, 'db' | 'now'>,
  { id, sessionId }: Session,
  password: string,
): Promise<string> {
  const attempt = confirmationAttempts(ctx.db, sessionId);
  await attempt.begin();
  const hash = await passwordOf(ctx, id);
  if (!(await verifyPassword(password, hash)) || hash === null) {
    await logSecurity(ctx, 'confirmation_failed', { userId: id, method: 'password' });
    throw new AppError('wrong_password', 'This is not your password. Check it and try again.');
  }
  await attempt.succeed();
  return hash;
}

/**
 * Confirms a session by the user's password, for 15 minutes.
 * @throws AppError `wrong_password` or `too_many_requests`
 */
export async function confirmByPassword(
  ctx: Pick<Context, 'db' | 'now'>,
  session: Session,
  password: string,
): Promise<void> {
  await assertPassword(ctx, session, password);
  await confirmSession(ctx, session.sessionId);
  await logSecurity(ctx, 'sign_in_confirmed', { userId: session.id, method: 'password' });
}
