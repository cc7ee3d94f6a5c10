import 'server-only';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { authenticators, type Db } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { beginCodeGuess, countRecoveryCode, type Source } from './guess-limit';
import { readCode, type TypedCode } from './model';
import { useRecoveryCode } from './recovery-codes';
import { stepAt, stepOf, unsealSecret } from './totp';

type Data = Pick<Context, 'db' | 'now'> & Partial<Pick<Context, 'defer'>>;

/** The secret of a user's authenticator app. Null if there is none. @throws AppError `authenticator_unreadable` */
async function secretOf(db: Db, userId: string) {
  const [row] = await db
    .select({ sealed: authenticators.secretSealed })
    .from(authenticators)
    .where(and(eq(authenticators.userId, userId), isNotNull(authenticators.confirmedAt)));
  if (!row) return null;
  const secret = unsealSecret(row.sealed);
  if (secret !== null) return { sealed: row.sealed, secret };
  throw new AppError(
    'authenticator_unreadable',
    'The codes of your app cannot be checked any more, because a secret of this server has changed. Use a recovery code or a passkey, or ask the operator of this server.',
  );
}

/**
 * Uses a code of an authenticator app up: it and all before it are not accepted again. One statement: of several
 * who send the same code, one gets true.
 */
async function useAppCode({ db, now }: Data, userId: string, code: string, source: Source) {
  const app = await secretOf(db, userId);
  if (app === null) return false;
  const guess = await beginCodeGuess(db, userId, source);
  const at = now();
  const step = stepOf(app.secret, code, at);
  if (step === null) return false;
  // A last step that is later than any code now was stored while the clock was wrong.
  const isNew = sql`(${authenticators.lastStep} < ${step} OR ${authenticators.lastStep} > ${stepAt(at) + 1})`;
  const used = await db
    .update(authenticators)
    .set({ lastStep: step })
    .where(
      and(eq(authenticators.userId, userId), eq(authenticators.secretSealed, app.sealed), isNew),
    )
    .returning({ userId: authenticators.userId });
  if (used.length === 0) return false;
  await guess.succeed();
  return true;
}

async function useCode(ctx: Data, userId: string, { kind, code }: TypedCode, source: Source) {
  if (kind === 'authenticator') return useAppCode(ctx, userId, code, source);
  await countRecoveryCode(ctx.db, source);
  return useRecoveryCode(ctx, userId, code);
}

/**
 * Accepts a code of a user's authenticator app, or one of their recovery codes, each once.
 *
 * @param typed as the person typed it
 * @param source wrong codes are counted by it, and by user
 * @returns which of the two it was; null if it is neither, or was used before
 * @throws AppError `too_many_requests` after too many wrong codes; `authenticator_unreadable`
 */
export async function acceptCode(
  ctx: Data,
  userId: string,
  typed: string,
  source: Source,
): Promise<TypedCode['kind'] | null> {
  const read = readCode(typed);
  const factor = read?.kind ?? 'authenticator';
  const fail = (reason: string) =>
    logSecurity(ctx, 'second_factor_failed', { userId, factor, reason });
  try {
    if (read && (await useCode(ctx, userId, read, source))) {
      if (read.kind === 'recovery') await logSecurity(ctx, 'recovery_code_used', { userId });
      return read.kind;
    }
  } catch (error) {
    if (error instanceof AppError) await fail(error.code);
    throw error;
  }
  await fail('wrong_code');
  return null;
}
