import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { submissions } from '@/lib/db';
import { claim, LEASE_GRACE_MS } from '@/lib/lease';
import type { SubmissionRow } from './rows';

/** What comes before the call: the addresses of a photo, and the budget. Longer than both take, ms. */
const PREPARATION_MS = 15_000;

/**
 * The submission whose turn it is: of the user to whom the fewest are being prepared, and of those the one who was
 * served longest ago, the first in line. Users take turns, so that a large batch of one keeps no other waiting.
 */
function next(now: number) {
  return sql`(
    SELECT (SELECT first.id FROM submissions AS first
        WHERE first.state = 'queued' AND first.user_id = turn.user_id
          AND first.next_attempt_at <= ${now} AND first.lease_until <= ${now}
        ORDER BY first.queued_at, first.id LIMIT 1) AS id
    FROM (SELECT waiting.user_id,
        sum(waiting.lease_until > ${now}) AS leased,
        min(CASE WHEN waiting.next_attempt_at <= ${now} AND waiting.lease_until <= ${now}
          THEN waiting.queued_at END) AS since,
        coalesce((SELECT max(sent.sent_at) FROM submissions AS sent
          WHERE sent.user_id = waiting.user_id AND sent.sent_at IS NOT NULL), 0) AS served
      FROM submissions AS waiting WHERE waiting.state = 'queued'
      GROUP BY waiting.user_id) AS turn
    WHERE turn.since IS NOT NULL
    ORDER BY turn.leased, turn.served, turn.since, turn.user_id LIMIT 1)`;
}

/**
 * Claims the next submission, in one statement, so that only one of all processes gets it. It stays queued until it
 * is sent: if this process dies before, another one takes it.
 */
export function claimNext(
  ctx: Pick<Context, 'db' | 'now' | 'gepetto'>,
): Promise<SubmissionRow | undefined> {
  const now = ctx.now();
  return claim(ctx.db, submissions, {
    where: sql`${submissions.id} = ${next(now)} AND ${submissions.state} = 'queued'`,
    now,
    leaseMs: PREPARATION_MS,
  });
}

/** How long a submission that is being sent belongs to its process, ms: longer than upstream may take. */
export function sendingMs({ gepetto }: Pick<Context, 'gepetto'>): number {
  return gepetto.startTimeoutMs + LEASE_GRACE_MS;
}

/** The row as it is now. */
export async function selectSubmission(
  { db }: Pick<Context, 'db'>,
  id: string,
): Promise<SubmissionRow | undefined> {
  const [row] = await db.select().from(submissions).where(eq(submissions.id, id));
  return row;
}
