import { and, asc, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { submissions } from '@/lib/db';
import { placesOf, type UserQueue } from './queue';

const isWaiting = eq(submissions.state, 'queued');

/** What waits, by user. */
export function userQueues({ db }: Pick<Context, 'db'>): Promise<UserQueue[]> {
  return db.all<UserQueue>(sql`
    SELECT waiting.user_id AS "userId", count(*) AS waiting, min(waiting.queued_at) AS "firstQueuedAt",
      (SELECT max(sent.sent_at) FROM submissions AS sent
        WHERE sent.user_id = waiting.user_id AND sent.sent_at IS NOT NULL) AS "lastSentAt"
    FROM submissions AS waiting WHERE waiting.state = 'queued' GROUP BY waiting.user_id`);
}

/** The places in the queue of those of a user's submissions that wait, by their ids. */
export async function placesIn(
  ctx: Pick<Context, 'db'>,
  userId: string,
): Promise<Map<string, number>> {
  const waiting = await ctx.db
    .select({ id: submissions.id })
    .from(submissions)
    .where(and(eq(submissions.userId, userId), isWaiting))
    .orderBy(asc(submissions.queuedAt), asc(submissions.id));
  const places = placesOf(await userQueues(ctx), userId);
  return new Map(waiting.map(({ id }, index) => [id, places[index] ?? index + 1]));
}
