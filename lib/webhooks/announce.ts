import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, webhookDeliveries, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { callCallers, noteEnded } from './callers';
import { hasActiveOwner } from './claim';
import { deliver } from './deliver';
import { MAX_PAUSE_MS } from './retry-schedule';

/**
 * How long after a job settles missed webhooks are still called, ms. They are missed if a user has just
 * added the job, or if the process dies. Clocks of instances must differ by less.
 */
const GRACE_MS = 5 * 60_000;
/** Jobs that one round marks as announced. */
const ROUND_LIMIT = 1_000;
/** How long the deliveries that follow a settled job may start, ms. */
const DELIVER_MS = 5_000;

/** A time column (ms UTC) as ISO 8601 with milliseconds. */
function iso(at: SQL | typeof jobs.settledAt | typeof jobs.createdAt): SQL {
  return sql`strftime('%Y-%m-%dT%H:%M:%S', ${at} / 1000, 'unixepoch') || printf('.%03dZ', ${at} % 1000)`;
}

/** The delivery's body, built in SQL. It contains nothing about the user and only these fields of upstream. */
function payload(): SQL {
  const { publicUrl } = getEnv();
  const origin = publicUrl ? sql`${publicUrl}` : sql`${webhooks.origin}`;
  const picture = sql`CASE WHEN ${jobs.state} = 'succeeded' AND ${jobs.output} IS NOT NULL
    THEN ${origin} || '/api/jobs/' || ${jobs.id} || '/picture' END`;
  return sql`json_object(
    'type', 'job.' || ${jobs.state},
    'timestamp', ${iso(jobs.settledAt)},
    'data', json_object(
      'id', ${jobs.id}, 'state', ${jobs.state}, 'status', ${jobs.status}, 'mode', ${jobs.mode},
      'output', ${picture}, 'url', ${origin} || '/jobs/' || ${jobs.id},
      'createdAt', ${iso(jobs.createdAt)}, 'settledAt', ${iso(jobs.settledAt)}))`;
}

/** At once, or after the webhook's pause. A longer pause than any was set while the clock was wrong. */
export function firstAttemptAt(now: number): SQL<number> {
  const { pausedUntil } = webhooks;
  return sql<number>`CASE WHEN ${pausedUntil} BETWEEN ${now} AND ${now + MAX_PAUSE_MS} THEN ${pausedUntil} ELSE ${now} END`;
}

/** Whether the webhook chose this event. */
export function isChosen(type: SQL): SQL {
  return sql`(${webhooks.events} IS NULL OR EXISTS (
    SELECT 1 FROM json_each(${webhooks.events}) AS event WHERE event.value = ${type}))`;
}

/**
 * Creates one delivery for each enabled webhook of each user with one of these settled jobs in the history.
 * A unique index allows one per job and webhook, however often this runs. `CROSS JOIN` fixes the order of the
 * joins: from the few jobs, not from all entries of a user with a webhook.
 *
 * @param settled a subquery with the ids of jobs, or one id
 * @returns the number of new deliveries
 */
async function createDeliveries({ db, now }: Context, settled: SQL): Promise<number> {
  const created = await db.all<{ id: string }>(sql`
    INSERT INTO ${webhookDeliveries}
      (id, webhook_id, user_id, job_id, type, payload, created_at, next_attempt_at)
    SELECT 'msg_' || lower(hex(randomblob(16))), ${webhooks.id}, ${webhooks.userId}, ${jobs.id},
      'job.' || ${jobs.state}, ${payload()}, ${now()}, ${firstAttemptAt(now())}
    FROM ${jobs}
    CROSS JOIN ${entries} ON ${entries.jobId} = ${jobs.id}
    CROSS JOIN ${webhooks} ON ${webhooks.userId} = ${entries.userId}
    WHERE ${jobs.id} IN (${settled}) AND ${jobs.state} IN ('succeeded', 'failed') AND ${jobs.settledAt} IS NOT NULL
      AND ${webhooks.disabledAt} IS NULL AND ${hasActiveOwner()} AND ${webhooks.createdAt} <= ${jobs.settledAt}
      AND ${entries.addedAt} < ${jobs.settledAt} + ${GRACE_MS}
      AND ${isChosen(sql`'job.' || ${jobs.state}`)}
    ON CONFLICT DO NOTHING
    RETURNING id`);
  return created.length;
}

/**
 * Calls the webhooks of all users with this settled job, and that of the request which started it. Never throws: `announceMissed` makes up for
 * failures.
 */
export async function announce(ctx: Context, jobId: string): Promise<void> {
  try {
    const until = ctx.now() + DELIVER_MS;
    if ((await noteEnded(ctx, sql`${jobId}`)) > 0) await callCallers(ctx, until);
    const created = await createDeliveries(ctx, sql`${jobId}`);
    if (created > 0) await deliver(ctx, until);
  } catch (error) {
    log().error(
      { jobId, error: errorName(error) },
      'the webhooks of a settled job could not be called yet',
    );
  }
}

/**
 * Creates the deliveries that `announce` missed, for example because the process died. A settled job stays
 * on the list until a round at least `GRACE_MS` after its end. A round takes the oldest jobs of the list, and
 * looks only at those that settled after the first webhook was created.
 */
export async function announceMissed(ctx: Context): Promise<void> {
  // Before the deliveries: a job whose grace ends meanwhile gets another round.
  const graceOver = ctx.now() - GRACE_MS;
  await createDeliveries(
    ctx,
    sql`SELECT id FROM jobs WHERE announced_at IS NULL AND settled_at IS NOT NULL
      AND settled_at >= (SELECT min(created_at) FROM webhooks WHERE disabled_at IS NULL)
      ORDER BY settled_at LIMIT ${ROUND_LIMIT}`,
  );
  await noteEnded(
    ctx,
    sql`SELECT id FROM jobs WHERE announced_at IS NULL AND settled_at IS NOT NULL
      ORDER BY settled_at LIMIT ${ROUND_LIMIT}`,
  );
  await ctx.db.run(sql`UPDATE jobs SET announced_at = ${ctx.now()} WHERE id IN (
    SELECT id FROM jobs WHERE settled_at <= ${graceOver} AND announced_at IS NULL
    ORDER BY settled_at LIMIT ${ROUND_LIMIT})`);
}
