import 'server-only';
import { and, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, prepareOnce, sessions, users } from '@/lib/db';
import { isStale, staleBefore, storeLastUse } from '@/lib/last-use';
import type { MaskColour } from '@/lib/submissions/model';

/** A signed-in user, and the session that says so. Never send it to the browser: it contains the session's id. */
export type SignedIn = {
  id: string;
  email: string;
  name: string | null;
  /** Null in rows of version 0.1. */
  role: 'user' | 'operator' | null;
  /** When the user proved that the address is theirs, ms UTC; null until then. */
  emailVerified: number | null;
  sessionId: string;
  /** When the user last proved who they are, ms UTC. */
  confirmedAt: number;
  /** Whether the drop-in names our copy of a result in `output`. */
  storedOutput: boolean;
  /** The colour of a mask that means "change here" when it is sent to Gepetto. */
  maskColour: MaskColour;
};

/** 32 random bytes in base64url. */
const SESSION_ID = /^[A-Za-z0-9_-]{43}$/;

export function isSessionId(id: unknown): id is string {
  return typeof id === 'string' && SESSION_ID.test(id);
}

const userOfSession = prepareOnce((db) => {
  const id = sql`(select ${sql.placeholder('id')})`;
  const now = sql`(select ${sql.placeholder('now')})`;
  return db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      role: users.role,
      emailVerified: users.emailVerified,
      sessionId: sessions.id,
      confirmedAt: sessions.confirmedAt,
      storedOutput: users.storedOutput,
      maskColour: users.maskColour,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, id),
        gt(sessions.expiresAt, now),
        sql`${sessions.needsSecondFactor} = 0`,
        isNull(users.disabledAt),
      ),
    )
    .prepare();
});

async function touch(db: Db, id: string, now: number): Promise<void> {
  const due = or(isNull(sessions.lastSeenAt), lte(sessions.lastSeenAt, staleBefore(now)));
  await db
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(and(eq(sessions.id, id), due));
}

/**
 * The user of a session, in one query. Null if the session is unknown, ended or expired, if it still needs a
 * second factor, or if the user is disabled. Stores when the session was last seen, at most every 15 minutes, in
 * the background.
 * @param id untrusted value from the cookie
 */
export async function findSignedIn(
  { db, now, defer, passive }: Pick<Context, 'db' | 'now' | 'defer' | 'passive'>,
  id: unknown,
): Promise<SignedIn | null> {
  if (!isSessionId(id)) return null;
  const at = now();
  const row = await userOfSession(db).get({ id, now: at });
  if (!row) return null;
  const { lastSeenAt, emailVerified, storedOutput, maskColour, ...user } = row;
  if (!passive && isStale(lastSeenAt, at)) defer(storeLastUse(id, () => touch(db, id, at)));
  return {
    ...user,
    emailVerified: emailVerified?.getTime() ?? null,
    storedOutput: storedOutput ?? false,
    maskColour: maskColour ?? 'white',
  };
}
