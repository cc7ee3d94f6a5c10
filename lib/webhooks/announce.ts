import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, webhookDeliveries, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
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
function firstAttemptAt(now: number): SQL {
  const { pausedUntil } = webhooks;
  return sql`CASE WHEN ${pausedUntil} BETWEEN ${now} AND ${now + MAX_PAUSE_MS} THEN ${pausedUntil} ELSE ${now} END`;
}

/** Whether the webhook chose this event. */
function isChosen(): SQL {
  return sql`(${webhooks.events} IS NULL OR EXISTS (
    SELECT 1 FROM json_each(${webhooks.events}) AS event WHERE event.value = 'job.' || ${jobs.state}))`;
}

/**
 * Creates one delivery for each enabled webhook of each user with one of these settled jobs in the history.
 * A unique index allows one per job and webhook, however often this runs.
 * @returns the number of new deliveries
 */
async function createDeliveries({ db, now }: Context, jobFilter: SQL): Promise<number> {
  const created = await db.all<{ id: string }>(sql`
    INSERT INTO ${webhookDeliveries}
      (id, webhook_id, user_id, job_id, type, payload, created_at, next_attempt_at)
    SELECT 'msg_' || lower(hex(randomblob(16))), ${webhooks.id}, ${webhooks.userId}, ${jobs.id},
      'job.' || ${jobs.state}, ${payload()}, ${now()}, ${firstAttemptAt(now())}
    FROM ${jobs}
    JOIN ${entries} ON ${entries.jobId} = ${jobs.id}
    JOIN ${webhooks} ON ${webhooks.userId} = ${entries.userId}
    WHERE ${jobFilter} AND ${jobs.state} IN ('succeeded', 'failed') AND ${jobs.settledAt} IS NOT NULL
      AND ${webhooks.disabledAt} IS NULL AND ${webhooks.createdAt} <= ${jobs.settledAt}
      AND ${entries.addedAt} < ${jobs.settledAt} + ${GRACE_MS}
      AND ${isChosen()}
    ON CONFLICT DO NOTHING
    RETURNING id`);
  return created.length;
}

/**
 * Calls the webhooks of all users with this settled job. Never throws: `announceMissed` makes up for
 * failures.
 */
export async function announce(ctx: Context, jobId: string): Promise<void> {
  try {
    const created = await createDeliveries(ctx, sql`${jobs.id} = ${jobId}`);
    if (created > 0) await deliver(ctx, ctx.now() + DELIVER_MS);
  } catch (error) {
    log().error(
      { jobId, error: errorName(error) },
      'the webhooks of a settled job could not be called yet',
    );
  }
}

/**
 * Creates the deliveries that `announce` missed, for example because the process died. A settled job stays
 * on the list until a round at least `GRACE_MS` after its end.
 */
export async function announceMissed(ctx: Context): Promise<void> {
  await createDeliveries(ctx, sql`${jobs.announcedAt} IS NULL`);
  const now = ctx.now();
  await ctx.db
    .update(jobs)
    .set({ announcedAt: now })
    .where(sql`${jobs.id} IN (
    SELECT id FROM jobs WHERE settled_at <= ${now - GRACE_MS} AND announced_at IS NULL
    LIMIT ${ROUND_LIMIT})`);
}
