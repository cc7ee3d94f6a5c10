import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import type { UpstreamJob } from '@/lib/gepetto';
import { parseFailure } from '@/lib/gepetto';
import { copyResult } from '@/lib/results';
import { announce } from '@/lib/webhooks';
import { isSettled } from './model';
import { nextCheckDelay } from './refresh';
import { firstCheckDelay } from './refresh/policy';
import { searchTextOf } from './search-text';
import { applyUpstream, newJob } from './state';

/** A job that this server has started, in upstream's words. */
export type StartedJob = {
  id: string;
  job: UpstreamJob;
  /** Upstream's response, verbatim. */
  body: string;
  userId: string;
  label: string | null;
  /** When it was started, ms UTC. */
  startedAt: number;
  /** Upstream's endpoint, for the time until upstream names the mode. */
  mode?: string | undefined;
  photoId?: string | null;
  inputUrl?: string | null;
  /**
   * Whether upstream is expected to call us when it ends: then it is not asked before. Not set if it was not told to
   * call us.
   */
  expectsCall?: boolean;
};

/**
 * The statements, for a batch, that put a job which was started here into its owner's history. A job that has a row
 * already, because somebody asked for its id, keeps what is known about it and gets an owner.
 */
export async function startedJobWrites(ctx: Context, started: StartedJob) {
  const { db } = ctx;
  const now = ctx.now();
  const first = newJob(Math.min(started.startedAt, now));
  const facts = applyUpstream({ ...first, mode: started.mode ?? null }, started.job, now);
  const { expectsCall } = started;
  const delay = expectsCall
    ? firstCheckDelay()
    : await nextCheckDelay(ctx, facts, true, expectsCall === false);
  const { photoId = null, inputUrl = null, userId, label, id, body } = started;
  const owned = { startedBy: userId, photoId, inputUrl };
  return [
    db
      .insert(jobs)
      .values({
        id,
        ...facts,
        ...owned,
        body,
        failure: facts.state === 'failed' ? parseFailure(body) : null,
        checkedAt: now,
        nextCheckAt: now + delay,
        watchedAt: now,
      })
      .onConflictDoUpdate({
        target: jobs.id,
        set: {
          startedBy: sql`coalesce(${jobs.startedBy}, excluded.started_by)`,
          photoId: sql`coalesce(${jobs.photoId}, excluded.photo_id)`,
          inputUrl: sql`coalesce(${jobs.inputUrl}, excluded.input_url)`,
        },
      })
      .returning(),
    db
      .insert(entries)
      .values({ userId, jobId: id, label, folded: label && searchTextOf(label), addedAt: now })
      .onConflictDoUpdate({
        target: [entries.userId, entries.jobId],
        set: { archivedAt: null },
      })
      .returning(),
  ] as const;
}

/** What follows once a job that was started here is in the history: nothing, unless it has ended already. */
export function followStarted(
  ctx: Context,
  job: Pick<typeof jobs.$inferSelect, 'id' | 'state'>,
): void {
  if (job.state === 'succeeded') ctx.defer(copyResult(ctx, job.id, { early: true }));
  if (isSettled(job.state)) ctx.defer(announce(ctx, job.id));
}
