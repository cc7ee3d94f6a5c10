import 'server-only';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { accountLinks, batch, users, verificationTokens } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { mailFault } from '@/lib/mail';
import { logSecurity } from '@/lib/security-log';
import { mailServer, sendLink, sendTaken } from './address-mails';
import { readAccountLink, useAccountLink } from './links';
import { proveAddress } from './prove-address';
import { tellOwner } from './tell-owner';

/** The person who is signed in, from the session. */
type Person = { id: string; email: string; emailVerified: number | null; sessionId: string };

/** An operator stays one: ADMIN_EMAILS may list the old address, but not the new one. */
type WithRole = Person & { operator: boolean };

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

/**
 * Sends a link to a user's new address, or to the present one if it is not proved. The answer is the same whether
 * another user has the address: only its owner hears of that, by mail.
 *
 * @param email from `emailSchema`
 * @throws AppError `invalid_request` for the user's own, proved address, `mail_not_set_up`, `mail_failed`
 */
export async function requestAddress(ctx: Data, user: Person, email: string): Promise<void> {
  const { server, publicUrl } = mailServer();
  if (email === user.email && user.emailVerified !== null) {
    throw new AppError('invalid_request', 'This is your address already, and it is confirmed.');
  }
  const [owner] = await ctx.db
    .select({ email: users.email, locale: users.locale })
    .from(users)
    .where(and(eq(users.email, email), ne(users.id, user.id)));
  try {
    if (owner) await sendTaken(server, publicUrl, owner);
    else await sendLink(ctx, server, publicUrl, user, email);
  } catch (error) {
    log().error(mailFault(error), 'an email about an address could not be sent');
    throw new AppError(
      'mail_failed',
      'The email could not be sent: the mail server did not accept it. Check the address, and try again in a few minutes.',
    );
  }
  await logSecurity(ctx, 'address_requested', { userId: user.id });
}

/** What the link to prove an address will do. */
export type AddressLink = { email: string; isNew: boolean };

/**
 * Reads a link without using it up. It works only for the user who requested it: the owner of the mailbox alone could
 * otherwise be talked into giving their address to somebody else's account.
 * @returns `foreign` for another user's link, null for one that is unknown, used or expired
 */
export async function readAddressLink(
  ctx: Data,
  user: Person,
  token: unknown,
): Promise<AddressLink | 'foreign' | null> {
  const link = await readAccountLink(ctx, token, 'change_email');
  if (link === null || link.email === null) return null;
  if (link.userId !== user.id) return 'foreign';
  return { email: link.email, isNew: link.email !== user.email };
}

/** Changes a proved address, unless another user has it; links that were mailed to the old one end. */
async function changeAddress(ctx: Data, user: WithRole, email: string): Promise<boolean> {
  const { db } = ctx;
  const changed = db
    .update(users)
    .set({
      email,
      emailVerified: new Date(ctx.now()),
      ...(user.operator ? { role: 'operator' as const } : {}),
    })
    .where(
      and(
        eq(users.id, user.id),
        sql`NOT EXISTS (SELECT 1 FROM users AS other WHERE other.email = ${email})`,
      ),
    )
    .returning({ id: users.id });
  const [rows] = await batch(db, [
    changed,
    db.delete(accountLinks).where(eq(accountLinks.userId, user.id)),
    db.delete(verificationTokens).where(eq(verificationTokens.identifier, user.email)),
  ]);
  return rows.length > 0;
}

/**
 * Uses a link up: its address is now the user's, and proved. Everything else stays, since the user is signed in. The
 * old address is told by mail.
 * @returns what became of it: `unknown` for a link that `readAddressLink` does not return
 */
export async function confirmAddress(
  ctx: Data,
  user: WithRole,
  token: unknown,
): Promise<'confirmed' | 'changed' | 'taken' | 'unknown'> {
  const link = await useAccountLink(ctx, token, 'change_email', user.id);
  if (link === null || link.email === null) return 'unknown';
  const { email } = link;
  if (email === user.email) {
    await proveAddress(ctx, user.id, { keepSession: user.sessionId });
    return 'confirmed';
  }
  if (!(await changeAddress(ctx, user, email))) return 'taken';
  await logSecurity(ctx, 'address_changed', { userId: user.id });
  await tellOwner(ctx, user.id, 'addressChanged', { to: user.email, email });
  return 'changed';
}
