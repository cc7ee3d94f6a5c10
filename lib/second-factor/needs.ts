import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { authenticators, type Db, passkeys, prepareOnce } from '@/lib/db';

/** The condition that a user has a confirmed authenticator app or a passkey. */
export function hasSecondFactor(userId: unknown): SQL {
  return sql`(EXISTS (SELECT 1 FROM ${authenticators}
      WHERE ${authenticators.userId} = ${userId} AND ${authenticators.confirmedAt} IS NOT NULL)
    OR EXISTS (SELECT 1 FROM ${passkeys} WHERE ${passkeys.userId} = ${userId}))`;
}

const hasAny = prepareOnce((db) =>
  db
    .select({ needed: sql<number>`${hasSecondFactor(sql.placeholder('userId'))}` })
    .from(sql`(SELECT 1)`)
    .prepare(),
);

/**
 * Whether a sign-in of this user by password, mailed link or issuer is only half of one: they have an
 * authenticator app or a passkey, which must be shown too.
 */
export async function needsSecondFactor(db: Db, userId: string): Promise<boolean> {
  const row = await hasAny(db).get({ userId });
  return row?.needed === 1;
}
