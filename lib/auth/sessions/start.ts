import 'server-only';
import { randomBytes } from 'node:crypto';
import { lte, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, sessions } from '@/lib/db';
import { placeOf } from './place';

/** Lifetime of a session from sign-in, seconds. It is not extended by use. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Lifetime of an emailed sign-in link, minutes. */
export const LINK_MINUTES = 30;

/** Sessions of one user; the next one ends the oldest. */
const MAX_PER_USER = 100;

/** Longer names of browsers are cut. */
const MAX_USER_AGENT = 500;

type SignIn = {
  /** How the user signed in: `password`, `email`, `passkey`, or a provider. */
  method: string;
  /** Of the request that signs in: they tell the browser and the place. */
  headers: Headers;
};

/**
 * Starts a session, and deletes expired ones and those beyond the limit.
 * @returns the session's id, for the cookie
 */
export async function startSession(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  { method, headers }: SignIn,
): Promise<string> {
  const at = now();
  const id = randomBytes(32).toString('base64url');
  await batch(db, [
    db.delete(sessions).where(lte(sessions.expiresAt, at)),
    db.delete(sessions).where(
      sql`${sessions.id} IN (SELECT id FROM sessions WHERE user_id = ${userId}
        ORDER BY created_at DESC, id LIMIT -1 OFFSET ${MAX_PER_USER - 1})`,
    ),
    db.insert(sessions).values({
      id,
      userId,
      createdAt: at,
      expiresAt: at + SESSION_SECONDS * 1_000,
      confirmedAt: at,
      method,
      userAgent: headers.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null,
      place: placeOf(headers),
      lastSeenAt: at,
    }),
  ]);
  return id;
}
