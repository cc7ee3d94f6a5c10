import { and, eq, inArray, lte, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Context } from '@/lib/context';
import { callerWebhooks, type Db, jobs, submissions, users } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { errorName } from '@/lib/errors';
import { parseRetryAfter } from '@/lib/gepetto';
import { guardedPost, TimeoutError } from '@/lib/guarded-fetch';
import { claim, isFree, writeClaimed } from '@/lib/lease';
import { log } from '@/lib/log';
import { isStopping } from '@/lib/shutdown';
import { singleton } from '@/lib/singleton';
import { isAccepted, RECEIVER_TIMEOUT_MS } from './model';
import { nextAttemptAt, pauseUntil } from './retry-schedule';

// The webhooks that callers of the drop-in named in their requests: upstream has ours instead. They get what upstream
// would have sent, `{id, output}` of a job that has succeeded, unsigned.

type CallerRow = typeof callerWebhooks.$inferSelect;

/** Longer than the longest attempt: another process takes over if the claimer dies, ms. */
const LEASE_MS = 30_000;
/** Concurrent attempts in one process, and for one user in all of them. */
const MAX_CONCURRENT = 20;
const MAX_CONCURRENT_PER_USER = 4;
/** The receiver wants no more attempts. */
const GONE = 410;

const running = singleton('caller-webhook-places', () => ({ count: 0 }));

/** Makes the webhooks due of the jobs with these ids that have succeeded. Those of a failed job are not called. */
export async function noteEnded(
  { db, now }: Pick<Context, 'db' | 'now'>,
  jobIds: SQL,
): Promise<number> {
  const ended = sql`SELECT ${submissions.id} FROM ${submissions} JOIN ${jobs} ON ${jobs.id} = ${submissions.jobId}
    WHERE ${submissions.jobId} IN (${jobIds}) AND ${jobs.state} = 'succeeded' AND ${jobs.output} IS NOT NULL`;
  const due = await db
    .update(callerWebhooks)
    .set({ nextAttemptAt: now() })
    .where(
      sql`${callerWebhooks.submissionId} IN (${ended}) AND ${callerWebhooks.nextAttemptAt} IS NULL
        AND ${callerWebhooks.attempts} = 0`,
    )
    .returning({ id: callerWebhooks.submissionId });
  return due.length;
}

/**
 * The webhook that has been due for longest, of a user below their limit who may sign in. A cross join keeps SQLite
 * from beginning with the users: those that are due come in order from their index.
 */
function mostOverdue(db: Db, now: number) {
  const due = alias(callerWebhooks, 'due');
  const ofUser = sql`(SELECT count(*) FROM caller_webhooks AS other
    CROSS JOIN submissions AS own ON own.id = other.submission_id
    WHERE other.next_attempt_at IS NOT NULL AND other.lease_until > ${now}
      AND own.user_id = ${submissions.userId})`;
  return db
    .select({ id: due.submissionId })
    .from(due)
    .crossJoin(submissions)
    .crossJoin(users)
    .where(
      and(
        eq(submissions.id, due.submissionId),
        eq(users.id, submissions.userId),
        lte(due.nextAttemptAt, now),
        isFree(due.leaseUntil, now),
        sql`${users.disabledAt} IS NULL`,
        sql`${ofUser} < ${MAX_CONCURRENT_PER_USER}`,
      ),
    )
    .orderBy(due.nextAttemptAt)
    .limit(1);
}

function claimDueCaller(db: Db, now: number): Promise<CallerRow | undefined> {
  return claim(db, callerWebhooks, {
    where: inArray(callerWebhooks.submissionId, mostOverdue(db, now)),
    now,
    leaseMs: LEASE_MS,
    set: { attempts: sql`${callerWebhooks.attempts} + 1` },
  });
}

/** Sends `{id, output}` once. Never throws. */
async function send(url: string, body: string, now: () => number) {
  const guard = { allowPrivate: getEnv().webhooksAllowPrivate, timeoutMs: RECEIVER_TIMEOUT_MS };
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await guardedPost(new URL(url), guard, headers, body);
    const { 'retry-after': retryAfter = null, date = null } = response.headers;
    const outcome = { status: response.status, error: null };
    const retryAfterMs = parseRetryAfter(retryAfter, now(), date);
    return { status: outcome.status, pausedUntil: pauseUntil(outcome, retryAfterMs, now()) };
  } catch (error) {
    const outcome = { status: null, error: error instanceof TimeoutError ? 'timeout' : 'other' };
    return { status: null, pausedUntil: pauseUntil(outcome, null, now()) };
  }
}

async function attempt({ db, now }: Pick<Context, 'db' | 'now'>, claimed: CallerRow) {
  const [job] = await db
    .select({ id: jobs.id, output: jobs.output, settledAt: jobs.settledAt })
    .from(submissions)
    .innerJoin(jobs, eq(jobs.id, submissions.jobId))
    .where(eq(submissions.id, claimed.submissionId));
  if (!job) {
    await writeClaimed(db, callerWebhooks, claimed, { nextAttemptAt: null });
    return;
  }
  const body = JSON.stringify({ id: job.id, output: job.output });
  const { status, pausedUntil } = await send(claimed.url, body, now);
  const next = nextAttemptAt({
    retries: claimed.attempts - 1,
    createdAt: job.settledAt ?? now(),
    now: now(),
    pausedUntil,
    random: Math.random(),
  });
  await writeClaimed(db, callerWebhooks, claimed, {
    lastStatus: status,
    ...(isAccepted(status)
      ? { deliveredAt: now(), nextAttemptAt: null }
      : { nextAttemptAt: status === GONE ? null : next }),
  });
}

/**
 * Calls the webhooks that are due, and tries again later where that fails. Waits for the claims only.
 * @param until no attempt starts after this, ms UTC
 */
export async function callCallers(ctx: Context, until: number): Promise<void> {
  while (running.count < MAX_CONCURRENT && ctx.now() < until && !isStopping()) {
    running.count += 1;
    const end = () => {
      running.count -= 1;
    };
    const claimed = await claimDueCaller(ctx.db, ctx.now()).catch((error: unknown) => {
      end();
      throw error;
    });
    if (!claimed) return end();
    const again = attempt(ctx, claimed)
      .finally(end)
      .then(() => callCallers(ctx, until));
    ctx.defer(
      again.catch((error: unknown) =>
        log().error({ error: errorName(error) }, 'a webhook of a caller will be called again'),
      ),
    );
  }
}
