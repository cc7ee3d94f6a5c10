import 'server-only';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { accountLinks, batch, insertIf, isLiveSession, passwords, sessions } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { assertPassword } from '../confirmation';
import type { SignedIn } from '../sessions';
import { hashNewPassword } from './hash';
import { tellOwner } from './notice';

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

/** Whether the statement before, in the same batch, has stored the hash. */
const has = (userId: string, hash: string) =>
  sql`EXISTS (SELECT 1 FROM passwords WHERE user_id = ${userId} AND hash = ${hash})`;

/** Statement that withdraws the links that reset a user's password, if the user has this hash now. */
export function withdrawLinks({ db }: Pick<Context, 'db'>, userId: string, hash: string) {
  const { userId: owner, purpose } = accountLinks;
  return db
    .delete(accountLinks)
    .where(and(eq(owner, userId), eq(purpose, 'reset_password'), has(userId, hash)));
}

/**
 * Changes a password. Every other session of the user ends, links that reset the password are withdrawn, and an
 * email tells the owner. The session counts as confirmed.
 *
 * @throws AppError `wrong_password`, `common_password` or `too_many_requests`
 */
export async function changePassword(
  ctx: Data,
  user: SignedIn,
  { current, password }: { current: string; password: string },
): Promise<void> {
  const { db, now } = ctx;
  const before = await assertPassword(ctx, user, current);
  const hash = await hashNewPassword(password, user);
  const at = now();
  const [changed] = await batch(db, [
    db
      .update(passwords)
      .set({ hash, updatedAt: at })
      .where(and(eq(passwords.userId, user.id), eq(passwords.hash, before)))
      .returning({ userId: passwords.userId }),
    db
      .delete(sessions)
      .where(
        and(eq(sessions.userId, user.id), ne(sessions.id, user.sessionId), has(user.id, hash)),
      ),
    db.update(sessions).set({ confirmedAt: at }).where(eq(sessions.id, user.sessionId)),
    withdrawLinks(ctx, user.id, hash),
  ]);
  if (changed.length === 0) {
    throw new AppError('wrong_password', 'Your password has just been changed. Reload the page.');
  }
  await logSecurity(ctx, 'password_changed', { userId: user.id });
  await tellOwner(ctx, user.id, 'passwordChanged');
}

/**
 * Sets the first password of a user who signs in another way. Needs a confirmed session, which must not end before the
 * password is stored.
 * @throws AppError `password_exists` or `common_password`
 */
export async function setPassword(ctx: Data, user: SignedIn, password: string): Promise<void> {
  const { db, now } = ctx;
  const hash = await hashNewPassword(password, user);
  const [set] = await batch(db, [
    insertIf(
      db,
      passwords,
      { userId: user.id, hash, updatedAt: now() },
      isLiveSession(user.sessionId),
    ).returning({ userId: passwords.userId }),
    withdrawLinks(ctx, user.id, hash),
  ]);
  if (set.length === 0) {
    throw new AppError(
      'password_exists',
      'Your account has a password already. Reload the page and change it.',
    );
  }
  await logSecurity(ctx, 'password_set', { userId: user.id });
  await tellOwner(ctx, user.id, 'passwordSet');
}
