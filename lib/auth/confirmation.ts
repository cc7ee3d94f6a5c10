import 'server-only';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '@/lib/context';
import { passwords } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { countPasskeys, passkeyRejected, provePasskey, relyingParty } from '@/lib/passkeys';
import { acceptCode, getSecondFactor } from '@/lib/second-factor';
import { logSecurity } from '@/lib/security-log';
import { beginConfirmation } from './attempt-limits';
import { verifyPassword } from './passwords/hash';
import type { confirmationSchema } from './schemas';
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
  { db }: Pick<Context, 'db'>,
  userId: string,
): Promise<{ password: boolean; code: boolean; passkey: boolean }> {
  const [password, { authenticator }, keys] = await Promise.all([
    passwordOf({ db }, userId),
    getSecondFactor({ db }, userId),
    countPasskeys(db, userId),
  ]);
  return { password: password !== null, code: authenticator !== null, passkey: keys > 0 };
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
  const attempt = await beginConfirmation(ctx.db, sessionId);
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
  await confirm(ctx, session, 'password');
}

async function confirm(ctx: Pick<Context, 'db' | 'now'>, session: Session, method: string) {
  await confirmSession(ctx, session.sessionId);
  await logSecurity(ctx, 'sign_in_confirmed', { userId: session.id, method });
}

/**
 * Confirms a session for 15 minutes, by the user's password, a code of their authenticator app, a recovery code or a
 * passkey.
 *
 * @param origin from `requestOrigin`
 * @throws AppError `wrong_password`, `wrong_code`, `authenticator_unreadable`, `passkey_rejected` or
 *   `too_many_requests`
 */
export async function confirmSignIn(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  session: Session,
  shown: z.output<typeof confirmationSchema>,
  origin: string | null,
): Promise<void> {
  const { id: userId, sessionId } = session;
  if ('password' in shown) return confirmByPassword(ctx, session, shown.password);
  if ('code' in shown) {
    if ((await acceptCode(ctx, userId, shown.code, { sessionId, device: sessionId })) === null) {
      throw new AppError(
        'wrong_code',
        'This code is wrong, too old or was used before. Type the six digits that your app shows now.',
      );
    }
    return confirm(ctx, session, 'code');
  }
  const purpose = { kind: 'confirm' as const, userId, sessionId };
  const proved = await provePasskey(ctx, purpose, relyingParty(origin), shown.passkey);
  if (proved === null) throw passkeyRejected();
  await confirm(ctx, session, 'passkey');
}
