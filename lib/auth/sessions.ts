import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, prepareOnce, sessions, users } from '@/lib/db';
import { logSecurity } from '@/lib/security-log';

/** Lifetime of a session from sign-in, seconds. It is not extended by use. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Lifetime of an emailed sign-in link, minutes. */
export const LINK_MINUTES = 30;

/** A signed-in user. */
export type SignedIn = { id: string; email: string; name: string | null };

/** 32 random bytes in base64url. */
const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

/** Sessions of one user; the next one ends the oldest. */
const MAX_PER_USER = 100;

/**
 * Starts a session, and deletes expired ones and those beyond the limit.
 * @returns the session's id, for the cookie
 */
export async function startSession(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
): Promise<string> {
  const createdAt = now();
  const id = randomBytes(32).toString('base64url');
  await db.delete(sessions).where(lte(sessions.expiresAt, createdAt));
  await db.delete(sessions).where(
    sql`${sessions.id} IN (SELECT id FROM sessions WHERE user_id = ${userId}
      ORDER BY created_at DESC, id LIMIT -1 OFFSET ${MAX_PER_USER - 1})`,
  );
  const expiresAt = createdAt + SESSION_SECONDS * 1_000;
  await db.insert(sessions).values({ id, userId, createdAt, expiresAt });
  return id;
}

const userOfSession = prepareOnce((db) => {
  const alive = gt(sessions.expiresAt, sql.placeholder('now'));
  const session = db
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(and(eq(sessions.id, sql.placeholder('id')), alive));
  return db
    .select({ id: users.id, email: users.email, name: users.name })
    .from(users)
    .where(eq(users.id, session))
    .prepare();
});

/**
 * The user of a session, in one query. Null if the session is unknown, ended or expired.
 * @param id untrusted value from the cookie
 * @param now ms UTC
 */
export async function findSignedIn(db: Db, id: unknown, now: number): Promise<SignedIn | null> {
  if (typeof id !== 'string' || !SESSION_ID.test(id)) return null;
  const row = await userOfSession(db).get({ id, now });
  return row ?? null;
}

/** Ends a session, at once and on all instances. Invalid ids are ignored. */
export async function endSession(db: Db, id: unknown): Promise<void> {
  if (typeof id !== 'string' || !SESSION_ID.test(id)) return;
  const [ended] = await db
    .delete(sessions)
    .where(eq(sessions.id, id))
    .returning({ userId: sessions.userId });
  if (ended) logSecurity('signed_out', ended);
}
