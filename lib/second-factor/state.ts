import 'server-only';
import { and, count, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { authenticators, batch, recoveryCodes } from '@/lib/db';
import type { SecondFactor } from './model';
import { unsealSecret } from './totp';

/** What a user has set up, for the settings and for the page that asks for it. */
export async function getSecondFactor(
  { db }: Pick<Context, 'db'>,
  userId: string,
): Promise<SecondFactor> {
  const [[app], [codes]] = await batch(db, [
    db
      .select({ confirmedAt: authenticators.confirmedAt, sealed: authenticators.secretSealed })
      .from(authenticators)
      .where(and(eq(authenticators.userId, userId), isNotNull(authenticators.confirmedAt))),
    db
      .select({ left: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))),
  ]);
  return {
    authenticator: app
      ? { confirmedAt: app.confirmedAt ?? 0, readable: unsealSecret(app.sealed) !== null }
      : null,
    recoveryCodesLeft: codes?.left ?? 0,
  };
}
