import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { authenticators, batch } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { logSecurity } from '@/lib/security-log';
import { readCode } from './model';
import { replaceCodes } from './recovery-codes';
import { type AppSetup, appSetup, newSecret, sealSecret, stepOf, unsealSecret } from './totp';

type Data = Pick<Context, 'db' | 'now'>;

const alreadySetUp = () =>
  new AppError(
    'authenticator_exists',
    'You already have an authenticator app. Remove it before you set up another one.',
  );

/**
 * Starts to set up an authenticator app: makes its secret, which counts for nothing until `confirmAuthenticator`.
 * Starting again makes another one.
 *
 * @param host of this server, for the name under which the app lists the account
 * @throws AppError `authenticator_exists`
 */
export async function startAuthenticator(
  { db, now }: Data,
  { id: userId, email }: { id: string; email: string },
  host: string,
): Promise<AppSetup> {
  const secret = newSecret();
  const row = {
    secretSealed: sealSecret(secret),
    createdAt: now(),
    confirmedAt: null,
    lastStep: 0,
  };
  const [started] = await db
    .insert(authenticators)
    .values({ userId, ...row })
    .onConflictDoUpdate({
      target: authenticators.userId,
      set: row,
      setWhere: isNull(authenticators.confirmedAt),
    })
    .returning({ userId: authenticators.userId });
  if (!started) throw alreadySetUp();
  return appSetup(secret, email, host);
}

/**
 * Turns the authenticator app on, once its first code proves that it has the secret, and makes ten recovery codes
 * in place of any older ones. That code signs nobody in afterwards.
 *
 * @returns the recovery codes, this once
 * @throws AppError `wrong_code`; `authenticator_exists`; `not_found` if none was started
 */
export async function confirmAuthenticator(
  ctx: Data,
  userId: string,
  typed: string,
): Promise<string[]> {
  const { db, now } = ctx;
  const [row] = await db.select().from(authenticators).where(eq(authenticators.userId, userId));
  if (row?.confirmedAt) throw alreadySetUp();
  const secret = row ? unsealSecret(row.secretSealed) : null;
  if (!row || secret === null) {
    throw new AppError('not_found', 'Start again: this set-up was given up or has ended.');
  }
  const at = now();
  const read = readCode(typed);
  const step = read?.kind === 'authenticator' ? stepOf(secret, read.code, at) : null;
  if (step === null) {
    throw new AppError(
      'wrong_code',
      'This code is wrong or too old. Type the six digits that your app shows now. If they never fit, correct the clock of your phone.',
    );
  }
  const { secretSealed } = row;
  const waiting = and(
    eq(authenticators.userId, userId),
    eq(authenticators.secretSealed, secretSealed),
    isNull(authenticators.confirmedAt),
  );
  // First the codes, under the condition that the last statement then ends: of two at once, one wins.
  const { codes, forget, keep } = replaceCodes(
    db,
    userId,
    sql`EXISTS (SELECT 1 FROM ${authenticators} WHERE ${waiting})`,
  );
  const confirm = db
    .update(authenticators)
    .set({ confirmedAt: at, lastStep: step })
    .where(waiting)
    .returning({ userId: authenticators.userId });
  const [, , confirmed] = await batch(db, [forget, keep, confirm]);
  if (confirmed.length === 0) throw alreadySetUp();
  await logSecurity(ctx, 'second_factor_enabled', { userId, factor: 'authenticator' });
  return codes;
}
