import 'server-only';
import { hash } from 'node:crypto';
import { and, desc, eq, gt } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { sessions } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { endSession } from './end';
import { placeOf } from './place';

/** A session in its owner's list. Times are ms UTC. */
export type SessionView = {
  /** Names the session without its secret. */
  id: string;
  /** Null if the browser did not say. */
  browser: string | null;
  system: string | null;
  /** See `placeOf`. Null if it is unknown. */
  place: string | null;
  /** Whether it was started from where this request comes from. */
  isNear: boolean;
  /** Whether it is the session of this request. */
  isThis: boolean;
  createdAt: number;
  /** Accurate to 15 minutes. Null in a session of version 0.1 that has not been used since. */
  lastSeenAt: number | null;
};

/** The secret itself, which is in the cookie, is never sent to a page. */
const publicId = (sessionId: string) => hash('sha256', sessionId, 'base64url').slice(0, 22);

type Device = Pick<SessionView, 'browser' | 'system'>;

/** Returns a function that names the browser and the system in a `User-Agent` header. Loaded for its page only. */
async function deviceReader(): Promise<(userAgent: string | null) => Device> {
  const { default: Bowser } = await import('bowser');
  return (userAgent) => {
    if (!userAgent) return { browser: null, system: null };
    const { browser, os } = Bowser.parse(userAgent);
    return { browser: browser.name || null, system: os.name || null };
  };
}

type Owner = { id: string; sessionId: string };

/**
 * The sessions in which a user is signed in, this one first, then by their last use.
 * @param headers of the request
 */
export async function listSessions(
  { db, now }: Pick<Context, 'db' | 'now'>,
  owner: Owner,
  headers: Headers,
): Promise<SessionView[]> {
  const here = placeOf(headers);
  const deviceIn = await deviceReader();
  const rows = await db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, owner.id),
        gt(sessions.expiresAt, now()),
        eq(sessions.needsSecondFactor, false),
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt));
  const views = rows.map(({ id, userAgent, place, createdAt, lastSeenAt }) => ({
    id: publicId(id),
    ...deviceIn(userAgent),
    place,
    isNear: place !== null && place === here,
    isThis: id === owner.sessionId,
    createdAt,
    lastSeenAt,
  }));
  return views.sort((a, b) => Number(b.isThis) - Number(a.isThis));
}

/**
 * Ends one session of the list.
 * @param id from a `SessionView`
 * @throws AppError `not_found` if the user has no such session
 */
export async function endListedSession(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  id: string,
): Promise<void> {
  const rows = await ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.userId, userId));
  const session = rows.find((row) => publicId(row.id) === id);
  if (!session) throw new AppError('not_found', 'This session has ended already. Reload the page.');
  await endSession(ctx, session.id);
}
