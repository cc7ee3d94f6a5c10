import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, gt, lte, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, prepareOnce, sessions, users } from '@/lib/db';

/** How long a session lasts, seconds: 30 days from signing in, whether used or not. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Somebody who is signed in. */
export type SignedIn = { id: string; email: string; name: string | null };

/** 32 random bytes in base64url. */
const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

/**
 * Begins a session and clears away those that have run out.
 * @returns the session's id, to be carried in the cookie
 */
export async function startSession(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
): Promise<string> {
  const createdAt = now();
  const id = randomBytes(32).toString('base64url');
  await db.delete(sessions).where(lte(sessions.expiresAt, createdAt));
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
 * Who a session belongs to, in one query: null when it is unknown, ended or over, or its user is gone.
 * @param id whatever the cookie held
 * @param now ms UTC
 */
export async function findSignedIn(db: Db, id: unknown, now: number): Promise<SignedIn | null> {
  if (typeof id !== 'string' || !SESSION_ID.test(id)) return null;
  const row = await userOfSession(db).get({ id, now });
  return row ?? null;
}

/** Ends a session at once, on every instance. An id that is not one is ignored. */
export async function endSession(db: Db, id: unknown): Promise<void> {
  if (typeof id !== 'string' || !SESSION_ID.test(id)) return;
  await db.delete(sessions).where(eq(sessions.id, id));
}
