import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, webhookDeliveries, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { deliver } from './deliver';

/**
 * For how long after a job's end those are still told who were missed, ms: whoever had added it only
 * just, and everybody where the process died in between. Clocks of instances may differ by less.
 */
const LATE_MS = 5 * 60_000;
/** The most jobs that one round writes off. */
const MOST_AT_ONCE = 1_000;
/** How long the delivering that a settled job sets off goes on, ms. */
const DELIVER_MS = 5_000;

/** A time of the database (ms UTC) as ISO 8601, to the millisecond. */
function iso(at: SQL | typeof jobs.settledAt | typeof jobs.createdAt): SQL {
  return sql`strftime('%Y-%m-%dT%H:%M:%S', ${at} / 1000, 'unixepoch') || printf('.%03dZ', ${at} % 1000)`;
}

/** The body, made where the rows are: nothing of the user and nothing of upstream's answer but these words. */
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

/**
 * One delivery for each enabled webhook of everybody who has one of these settled jobs in the history.
 * One statement, and the index lets each job through once per webhook, however often this runs.
 * @returns how many are new
 */
async function createDeliveries({ db, now }: Context, which: SQL): Promise<number> {
  const created = await db.all<{ id: string }>(sql`
    INSERT INTO ${webhookDeliveries}
      (id, webhook_id, user_id, job_id, type, payload, created_at, next_attempt_at)
    SELECT 'msg_' || lower(hex(randomblob(16))), ${webhooks.id}, ${webhooks.userId}, ${jobs.id},
      'job.' || ${jobs.state}, ${payload()}, ${now()}, ${now()}
    FROM ${jobs}
    JOIN ${entries} ON ${entries.jobId} = ${jobs.id}
    JOIN ${webhooks} ON ${webhooks.userId} = ${entries.userId}
    WHERE ${which} AND ${jobs.state} IN ('succeeded', 'failed') AND ${jobs.settledAt} IS NOT NULL
      AND ${webhooks.disabledAt} IS NULL AND ${webhooks.createdAt} <= ${jobs.settledAt}
      AND ${entries.addedAt} < ${jobs.settledAt} + ${LATE_MS}
    ON CONFLICT DO NOTHING
    RETURNING id`);
  return created.length;
}

/**
 * Tells the webhooks of everybody who has this settled job. Never throws: what fails here is made up for
 * by `announceMissed`.
 */
export async function announce(ctx: Context, jobId: string): Promise<void> {
  try {
    const created = await createDeliveries(ctx, sql`${jobs.id} = ${jobId}`);
    if (created > 0) await deliver(ctx, ctx.now() + DELIVER_MS);
  } catch (error) {
    log().error(
      { jobId, error: errorName(error) },
      'webhooks could not be told of a settled job yet',
    );
  }
}

/**
 * Makes up for what `announce` missed, whatever the reason and however long nobody was here: every settled
 * job stays on this list until a round of it has come at least `LATE_MS` after its end.
 */
export async function announceMissed(ctx: Context): Promise<void> {
  await createDeliveries(ctx, sql`${jobs.announcedAt} IS NULL`);
  const now = ctx.now();
  await ctx.db
    .update(jobs)
    .set({ announcedAt: now })
    .where(sql`${jobs.id} IN (
    SELECT id FROM jobs WHERE settled_at <= ${now - LATE_MS} AND announced_at IS NULL
    LIMIT ${MOST_AT_ONCE})`);
}
