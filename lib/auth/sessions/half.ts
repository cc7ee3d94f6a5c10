import 'server-only';
import { randomBytes } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { sessions, users } from '@/lib/db';
import { isSessionId } from './find';
import { SESSION_SECONDS } from './start';

type Data = Pick<Context, 'db' | 'now'>;

/** A session that signs nobody in yet: the first factor was right, the second is still to be shown. */
export type HalfSession = {
  id: string;
  userId: string;
  email: string;
  /** The first factor. */
  method: string | null;
  expiresAt: number;
};

const waits = (id: string, now: number) =>
  and(eq(sessions.id, id), eq(sessions.needsSecondFactor, true), gt(sessions.expiresAt, now));

/**
 * The half session of a cookie. Null if there is none, if its ten minutes are over, or if the user is disabled.
 * @param id untrusted value from the cookie
 */
export async function findHalfSession({ db, now }: Data, id: unknown): Promise<HalfSession | null> {
  if (!isSessionId(id)) return null;
  const [row] = await db
    .select({
      id: sessions.id,
      userId: sessions.userId,
      email: users.email,
      method: sessions.method,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(waits(id, now()), isNull(users.disabledAt)));
  return row ?? null;
}

/**
 * Makes a session of a half one, after the second factor. It gets a new id, and the old one is worth nothing:
 * somebody who knows it, because they put it into this browser, is not signed in.
 * @returns the new id, for the cookie; null if the half session is over
 */
export async function completeSession({ db, now }: Data, id: string): Promise<string | null> {
  const at = now();
  const newId = randomBytes(32).toString('base64url');
  const [completed] = await db
    .update(sessions)
    .set({
      id: newId,
      needsSecondFactor: false,
      createdAt: at,
      expiresAt: at + SESSION_SECONDS * 1_000,
      confirmedAt: at,
      lastSeenAt: at,
    })
    .where(waits(id, at))
    .returning({ id: sessions.id });
  return completed?.id ?? null;
}
