import 'server-only';
import { hash, randomInt } from 'node:crypto';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, type Db, recoveryCodes } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { groupCode, RECOVERY_CODES } from './model';
import { hasSecondFactor } from './needs';

/** Crockford's base 32: nothing looks like anything else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 random bits, for which a fast hash is enough, and which nobody guesses. */
const LENGTH = 16;

function newCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

/** The stored form of a code: SHA-256, hex. It needs no key, so a change of NEXTAUTH_SECRET does not touch it. */
const hashCode = (code: string) => hash('sha256', code, 'hex');

/**
 * Ten new codes, and the statements that put them in place of all old ones, for a `batch`.
 * @param condition under which anything is written
 */
export function replaceCodes(db: Db, userId: string, condition: SQL) {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  const hashes = JSON.stringify(codes.map(hashCode));
  const forget = db
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), condition))
    .returning({ userId: recoveryCodes.userId });
  const keep = db
    .insert(recoveryCodes)
    .select(sql`SELECT ${userId}, value, NULL FROM json_each(${hashes}) WHERE ${condition}`)
    .returning({ userId: recoveryCodes.userId });
  return { codes: codes.map(groupCode), forget, keep };
}

/**
 * Makes ten new recovery codes: the old ones are worth nothing from now on. The codes are returned this once.
 * @throws AppError `invalid_request` for a user without a second factor
 */
export async function makeRecoveryCodes(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
): Promise<string[]> {
  const { codes, forget, keep } = replaceCodes(ctx.db, userId, hasSecondFactor(userId));
  const [, made] = await batch(ctx.db, [forget, keep]);
  if (made.length === 0) {
    throw new AppError(
      'invalid_request',
      'You have no second factor that recovery codes could replace. Set up an authenticator app or add a passkey first.',
    );
  }
  await logSecurity(ctx, 'recovery_codes_made', { userId });
  return codes;
}

/** Uses a recovery code up. One statement: of several who send the same code, one gets true. */
export async function useRecoveryCode(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  code: string,
): Promise<boolean> {
  const used = await db
    .update(recoveryCodes)
    .set({ usedAt: now() })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, hashCode(code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId });
  return used.length > 0;
}
