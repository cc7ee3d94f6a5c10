import 'server-only';
import { eq } from 'drizzle-orm';
import { proveAddress, readAccountLink, useAccountLink } from '@/lib/account';
import type { Context } from '@/lib/context';
import { batch, passwords, users } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { deleteAllSessions } from '../sessions';
import { withdrawLinks } from './change';
import { hashNewPassword } from './hash';
import { tellOwner } from './notice';

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

/** Whose password a link sets. */
type Owner = { id: string; email: string; name: string | null; isMailed: boolean };

/**
 * The user whose password a link may set, without using the link up. Null if it is unknown, used or expired, if it
 * was mailed to an address that the user no longer has, or if the user is disabled.
 */
export async function readResetLink(
  ctx: Pick<Context, 'db' | 'now'>,
  token: unknown,
): Promise<Owner | null> {
  const link = await readAccountLink(ctx, token, 'reset_password');
  if (!link) return null;
  const [user] = await ctx.db.select().from(users).where(eq(users.id, link.userId));
  if (!user || user.disabledAt !== null) return null;
  if (link.email !== null && link.email !== user.email) return null;
  return { id: user.id, email: user.email, name: user.name, isMailed: link.email !== null };
}

/**
 * Sets a new password by a link, which is used up. All sessions of the user end, and all such links. A link that was
 * mailed also proves the address (`proveAddress`); one that the operator made does not. It signs nobody in: a second
 * factor is still asked for.
 *
 * @param sessionId the session of the browser in which the button was pressed, if any
 * @returns the address, to sign in with
 * @throws AppError `link_expired` or `common_password`, which leaves the link as it is
 */
export async function resetPassword(
  ctx: Data,
  { token, password }: { token: string; password: string },
  sessionId: string | null,
): Promise<{ id: string; email: string }> {
  const owner = await readResetLink(ctx, token);
  const hash = owner && (await hashNewPassword(password, owner));
  const used = owner && (await useAccountLink(ctx, token, 'reset_password', owner.id));
  if (!owner || !hash || !used) {
    throw new AppError(
      'link_expired',
      'This link has expired or was already used. Request a new one.',
    );
  }
  const { id, email, isMailed } = owner;
  if (isMailed) await proveAddress(ctx, id, { keepSession: sessionId });
  const updatedAt = ctx.now();
  await batch(ctx.db, [
    ctx.db
      .insert(passwords)
      .values({ userId: id, hash, updatedAt })
      .onConflictDoUpdate({ target: passwords.userId, set: { hash, updatedAt } }),
    deleteAllSessions(ctx, id),
    withdrawLinks(ctx, id, hash),
  ]);
  await logSecurity(ctx, 'password_reset', {
    userId: id,
    reason: isMailed ? 'mailed_link' : 'operator_link',
  });
  await tellOwner(ctx, id, 'passwordChanged');
  return { id, email };
}
