import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { tokens } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';

/**
 * Revokes a token by deleting its row. Takes effect at once on all instances.
 * @throws AppError `not_found` if the user has no such token
 */
export async function revokeToken(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  tokenId: string,
): Promise<void> {
  const deleted = await db
    .delete(tokens)
    .where(and(eq(tokens.id, tokenId), eq(tokens.userId, userId)))
    .returning({ id: tokens.id });
  if (deleted.length === 0) {
    throw new AppError('not_found', 'This token no longer exists. Reload the page.');
  }
  await logSecurity({ db, now }, 'token_revoked', { userId, tokenId });
}
