import 'server-only';
import { and, eq, type SQL } from 'drizzle-orm';
import { anotherWayIn } from '@/lib/account';
import type { Context } from '@/lib/context';
import { batch, passkeys } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { deleteUselessCodes } from '@/lib/second-factor';
import { logSecurity } from '@/lib/security-log';
import type { PasskeyView } from './model';

type Data = Pick<Context, 'db' | 'now'>;

const isOwnedBy = (userId: string, id: string) =>
  and(eq(passkeys.id, id), eq(passkeys.userId, userId));

const notFound = () => new AppError('not_found', 'This passkey no longer exists. Reload the page.');

/** @throws AppError `not_found` if the user has no such passkey */
export async function renamePasskey(
  ctx: Data,
  userId: string,
  id: string,
  name: string,
): Promise<PasskeyView> {
  const [row] = await ctx.db.update(passkeys).set({ name }).where(isOwnedBy(userId, id)).returning({
    id: passkeys.id,
    name: passkeys.name,
    createdAt: passkeys.createdAt,
    lastUsedAt: passkeys.lastUsedAt,
  });
  if (!row) throw notFound();
  await logSecurity(ctx, 'passkey_renamed', { userId });
  return row;
}

/** The condition that the user could sign in without this passkey. */
function hasOtherWayIn(userId: string, id: string): SQL {
  const { email, ...env } = getEnv();
  const issuers = (['github', 'google', 'oidc'] as const).filter((name) => env[name]);
  const oauth = issuers.map((name) => ({ id: name, name }));
  return anotherWayIn(userId, { oauth, email: email !== undefined }, { passkey: id });
}

/**
 * Deletes a passkey, and the recovery codes with the last second factor. Never the last way to sign in.
 * @throws AppError `not_found` if the user has no such passkey; `last_way_in`
 */
export async function deletePasskey(ctx: Data, userId: string, id: string): Promise<void> {
  const { db } = ctx;
  const [deleted] = await batch(db, [
    db
      .delete(passkeys)
      .where(and(isOwnedBy(userId, id), hasOtherWayIn(userId, id)))
      .returning({ id: passkeys.id }),
    deleteUselessCodes(db, userId),
  ]);
  if (deleted.length === 0) {
    const kept = await db.select({ id: passkeys.id }).from(passkeys).where(isOwnedBy(userId, id));
    if (kept.length === 0) throw notFound();
    throw new AppError(
      'last_way_in',
      'This passkey is your only way to sign in. Set a password first, then delete it.',
    );
  }
  await logSecurity(ctx, 'passkey_deleted', { userId });
}
