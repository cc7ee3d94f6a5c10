import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import {
  authenticators,
  batch,
  type Db,
  passkeyChallenges,
  passkeys,
  recoveryCodes,
} from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { hasSecondFactor } from './needs';

type Data = Pick<Context, 'db' | 'now'>;

/** Statement that deletes recovery codes which replace nothing any more, for a `batch`. */
export function deleteUselessCodes(db: Db, userId: string) {
  return db
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), sql`NOT ${hasSecondFactor(userId)}`))
    .returning({ userId: recoveryCodes.userId });
}

/**
 * Removes the authenticator app, and the recovery codes if there is no passkey.
 * @throws AppError `not_found` if there is none
 */
export async function removeAuthenticator(ctx: Data, userId: string): Promise<void> {
  const { db } = ctx;
  const [removed] = await batch(db, [
    db
      .delete(authenticators)
      .where(eq(authenticators.userId, userId))
      .returning({ confirmedAt: authenticators.confirmedAt }),
    deleteUselessCodes(db, userId),
  ]);
  if (removed.length === 0) {
    throw new AppError('not_found', 'You have no authenticator app. Reload the page.');
  }
  if (removed[0]?.confirmedAt) {
    await logSecurity(ctx, 'second_factor_disabled', { userId, factor: 'authenticator' });
  }
}

/**
 * Removes everything that a user could show besides their first way to sign in: authenticator app, recovery codes
 * and passkeys. For an operator, when somebody has lost them all.
 * @param by the operator's id
 * @returns whether there was anything
 */
export async function removeSecondFactors(
  ctx: Data,
  userId: string,
  by?: string,
): Promise<boolean> {
  const { db } = ctx;
  const id = { userId: sql<string>`user_id` };
  const removed = await batch(db, [
    db.delete(authenticators).where(eq(authenticators.userId, userId)).returning(id),
    db.delete(passkeys).where(eq(passkeys.userId, userId)).returning(id),
    db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).returning(id),
    db.delete(passkeyChallenges).where(eq(passkeyChallenges.userId, userId)).returning(id),
  ]);
  const any = removed.slice(0, 3).some((rows) => rows.length > 0);
  if (any) await logSecurity(ctx, 'second_factor_removed', { userId, by });
  return any;
}
