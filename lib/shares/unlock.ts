import 'server-only';
import type { Context } from '@/lib/context';
import { logSecurity } from '@/lib/security-log';
import { verifySlowly } from '@/lib/slow-hash';
import { findShare } from './find';
import { beginTry, forgetTries, lockKey } from './lockout';
import { sharePassword } from './schemas';
import { sealUnlock } from './unlock-cookie';
import type { Visitor } from './visitor';

export type Unlocked =
  /** What the cookie must say. */
  | { state: 'open'; unlock: string }
  /** The password was wrong, and may be wrong so many more times. */
  | { state: 'wrong'; triesLeft: number };

/**
 * Tries a password. Null for a link that does not work, also because too many were wrong: then a right one does not
 * open it either. A link without a password opens with any.
 */
export async function unlockShare(
  ctx: Pick<Context, 'db' | 'now' | 'defer'>,
  token: string,
  visitor: Visitor,
  password: unknown,
): Promise<Unlocked | null> {
  const found = await findShare(ctx, token, { ...visitor, unlock: null });
  if (!found) return null;
  const { id, passwordHash, userId } = found.share;
  if (passwordHash === null) return { state: 'open', unlock: '' };
  const key = lockKey(token, visitor.address);
  // Somebody else of this address may have used up the tries since.
  const triesLeft = await beginTry(ctx.db, key);
  if (triesLeft === null) return null;
  const typed = sharePassword.safeParse(password);
  if (typed.success && (await verifySlowly(typed.data, passwordHash))) {
    await forgetTries(ctx.db, key);
    return { state: 'open', unlock: sealUnlock({ id, passwordHash }, ctx.now()) };
  }
  if (triesLeft === 0) await logSecurity(ctx, 'share_password_failed', { userId, shareId: id });
  return { state: 'wrong', triesLeft };
}
