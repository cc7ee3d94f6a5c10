import 'server-only';
import { randomBytes } from 'node:crypto';
import { lte, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, insertIf, sessions } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { hasSecondFactor } from '@/lib/second-factor';
import { placeOf } from './place';

/** Lifetime of a session from sign-in, seconds. It is not extended by use. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Lifetime of an emailed sign-in link, minutes. */
export const LINK_MINUTES = 30;

/** How long a session waits for the second factor, ms. */
export const HALF_SESSION_MS = 10 * 60 * 1_000;

/** Sessions of one user; the next one ends the oldest. */
const MAX_PER_USER = 100;
/** Sessions of one user that wait for the second factor. Counted apart: who knows only a password ends no session. */
const MAX_HALF_PER_USER = 20;

/** Longer names of browsers are cut. */
const MAX_USER_AGENT = 500;

type SignIn = {
  /** How the user signed in: `password`, `email`, `passkey`, or a provider. */
  method: string;
  /** Of the request that signs in: they tell the browser and the place. */
  headers: Headers;
  /** What the sign-in rests on, such as the password: it must still be there when the session starts. */
  rests?: SQL;
};

/** The condition that a session is one too many of its kind. */
function isBeyond(limit: number, userId: string, isHalf: 0 | 1): SQL {
  return sql`${sessions.id} IN (SELECT id FROM sessions WHERE user_id = ${userId} AND needs_second_factor = ${isHalf}
    ORDER BY created_at DESC, id LIMIT -1 OFFSET ${limit - 1})`;
}

/**
 * Starts a session, and deletes expired ones and those beyond the limit. A user with a second factor has only half a
 * session until they have shown it (`completeSession`), for ten minutes. A passkey is both factors.
 * @returns the session's id, for the cookie
 * @throws AppError `unauthenticated` if the user has been disabled, or what the sign-in rests on removed, meanwhile
 */
export async function openSession(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  { method, headers, rests = sql`1` }: SignIn,
): Promise<{ id: string; needsSecondFactor: boolean }> {
  const at = now();
  const id = randomBytes(32).toString('base64url');
  const isHalf = method === 'passkey' ? sql`0` : hasSecondFactor(userId);
  const [, , , [started]] = await batch(db, [
    db.delete(sessions).where(lte(sessions.expiresAt, at)),
    db.delete(sessions).where(isBeyond(MAX_PER_USER, userId, 0)),
    db.delete(sessions).where(isBeyond(MAX_HALF_PER_USER, userId, 1)),
    insertIf(
      db,
      sessions,
      {
        id,
        userId,
        createdAt: at,
        expiresAt: sql`${at} + CASE WHEN ${isHalf} THEN ${HALF_SESSION_MS} ELSE ${SESSION_SECONDS * 1_000} END`,
        confirmedAt: at,
        needsSecondFactor: isHalf,
        method,
        userAgent: headers.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null,
        place: placeOf(headers),
        lastSeenAt: at,
      },
      sql`${rests} AND EXISTS (SELECT 1 FROM users WHERE users.id = ${userId} AND users.disabled_at IS NULL)`,
    ).returning({ needsSecondFactor: sessions.needsSecondFactor }),
  ]);
  if (!started) {
    throw new AppError(
      'unauthenticated',
      'How you sign in has changed in the meantime. Open the sign-in page and start again.',
    );
  }
  return { id, needsSecondFactor: started.needsSecondFactor };
}

/** `openSession` for callers who need only the session's id. */
export async function startSession(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  signIn: SignIn,
): Promise<string> {
  return (await openSession(ctx, userId, signIn)).id;
}
