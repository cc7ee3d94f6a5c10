import 'server-only';
import { and, eq, ne } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { sessions } from '@/lib/db';
import { logSecurity } from '@/lib/security-log';
import { isSessionId } from './find';

type Data = Pick<Context, 'db' | 'now'>;

/** Deletes a session whose cookie is being replaced. Invalid ids are ignored. */
export async function deleteSession({ db }: Pick<Data, 'db'>, id: unknown): Promise<void> {
  if (isSessionId(id)) await db.delete(sessions).where(eq(sessions.id, id));
}

/** Ends a session, at once and on all instances. Invalid ids are ignored. */
export async function endSession(ctx: Data, id: unknown): Promise<void> {
  if (!isSessionId(id)) return;
  const [ended] = await ctx.db
    .delete(sessions)
    .where(eq(sessions.id, id))
    .returning({ userId: sessions.userId });
  if (ended) await logSecurity(ctx, 'signed_out', ended);
}

/** Statement that ends a user's other sessions, for a `batch`. */
function deleteOtherSessions({ db }: Pick<Data, 'db'>, userId: string, exceptSessionId: string) {
  return db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, exceptSessionId)))
    .returning({ id: sessions.id });
}

/** Statement that ends all sessions of a user, for a `batch`. */
export function deleteAllSessions({ db }: Pick<Data, 'db'>, userId: string) {
  return db.delete(sessions).where(eq(sessions.userId, userId)).returning({ id: sessions.id });
}

async function logEnded(ctx: Data, userId: string, ended: unknown[]): Promise<number> {
  if (ended.length > 0) await logSecurity(ctx, 'sessions_ended', { userId });
  return ended.length;
}

/** Ends all sessions of a user but one, at once and on all instances. Returns how many. */
export async function endOtherSessions(
  ctx: Data,
  userId: string,
  exceptSessionId: string,
): Promise<number> {
  return logEnded(ctx, userId, await deleteOtherSessions(ctx, userId, exceptSessionId));
}

/** Ends all sessions of a user, at once and on all instances. Returns how many. */
export async function endAllSessions(ctx: Data, userId: string): Promise<number> {
  return logEnded(ctx, userId, await deleteAllSessions(ctx, userId));
}
