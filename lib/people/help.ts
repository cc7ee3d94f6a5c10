import { createAccountLink } from '@/lib/account';
import { endAllSessions } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { removeSecondFactors } from '@/lib/second-factor';
import { logSecurity } from '@/lib/security-log';
import { ownAccount, personNotFound } from './errors';
import { getPerson } from './list';

// What an operator does for somebody who cannot help themselves.

type Data = Pick<Context, 'db' | 'now'>;

/** How long a link to reset a password can be used, hours: it may be handed over in person. */
export const RESET_LINK_HOURS = 24;

/** Checks that there is somebody else to help. */
async function assertHelps(ctx: Data, operatorId: string, id: string): Promise<void> {
  if (id === operatorId) throw ownAccount();
  const { state } = await getPerson(ctx, id);
  if (state === 'deleting') throw personNotFound();
}

/**
 * Ends every session of a user, at once and on all instances.
 * @throws AppError `not_found` or `own_account`
 */
export async function signOutPerson(ctx: Data, operatorId: string, id: string): Promise<void> {
  await assertHelps(ctx, operatorId, id);
  await endAllSessions(ctx, id);
  await logSecurity(ctx, 'account_signed_out', { userId: id, by: operatorId });
}

/**
 * Creates a link with which a user sets a new password once, for servers without mail and for lost mailboxes.
 * @param origin the base of the link, unless NEXTAUTH_URL is set
 * @throws AppError `not_found` or `own_account`
 */
export async function createResetLink(
  ctx: Data,
  operatorId: string,
  id: string,
  origin: string,
): Promise<{ url: string; expiresAt: number }> {
  await assertHelps(ctx, operatorId, id);
  const minutes = RESET_LINK_HOURS * 60;
  const expiresAt = ctx.now() + minutes * 60_000;
  const token = await createAccountLink(ctx, { purpose: 'reset_password', userId: id, minutes });
  await logSecurity(ctx, 'reset_link_created', { userId: id, by: operatorId });
  return { url: `${getEnv().publicUrl ?? origin}/reset-password?token=${token}`, expiresAt };
}

/**
 * Removes what a user has lost: authenticator app, recovery codes and passkeys.
 * @throws AppError `not_found` or `own_account`
 */
export async function removePersonsSecondFactors(
  ctx: Data,
  operatorId: string,
  id: string,
): Promise<void> {
  await assertHelps(ctx, operatorId, id);
  await removeSecondFactors(ctx, id, operatorId);
}
