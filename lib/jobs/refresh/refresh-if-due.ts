import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { jobs, LONGEST_CHECK_MS } from '@/lib/db';
import { waitForWinner } from '@/lib/lease';
import { logFailure } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import {
  ensureJobRow,
  hasResponse,
  type JobRow,
  type ResponseRow,
  selectJob,
  selectView,
} from '../rows';
import { lacksOutput } from '../state';
import { refreshJob } from './refresh-job';
import { sweep } from './sweep';

/** How long the sweep that a request starts may continue after the response, ms. */
const SWEEP_MS = 5_000;
/** How long a request that could be answered from the row waits for a fresher one, ms. */
const PATIENCE_MS = 250;
/** `watchedAt` is written at most this often per job, ms. */
const WATCH_INTERVAL_MS = 20_000;

/** How long a success without a result is requested again when somebody looks at it, ms. */
const RESULT_MISSING_MS = 24 * 60 * 60 * 1_000;

type CheckRow = Omit<ResponseRow, 'body' | 'bodyVersion'>;

const mayGetResult = (row: CheckRow, now: number) =>
  lacksOutput(row) && now - (row.settledAt ?? 0) < RESULT_MISSING_MS;

function isDue(row: CheckRow, now: number): boolean {
  // A later check was planned while the clock was ahead.
  const planned = row.nextCheckAt > now && row.nextCheckAt <= now + LONGEST_CHECK_MS;
  return !planned && (row.state === 'pending' || mayGetResult(row, now));
}

/** Records that the job is being watched: such jobs are checked more often. Null if it was recorded recently. */
function recordWatched({ db, now }: Context, row: CheckRow): Promise<unknown> | null {
  if (row.state !== 'pending' || Math.abs(now() - row.watchedAt) < WATCH_INTERVAL_MS) return null;
  return db.update(jobs).set({ watchedAt: now() }).where(eq(jobs.id, row.id)).execute();
}

/** Refreshes a job; if another caller has claimed it and there is no response yet, waits for its result. */
async function refreshOrWait(ctx: Context, id: string): Promise<JobRow> {
  const { row: written } = await refreshJob(ctx, id, 'interactive');
  if (written) return written;
  const select = () => selectJob(ctx.db, id);
  const done = (row: JobRow) => hasResponse(row) || !isDue(row, ctx.now());
  return (await waitForWinner(select, done, ctx.now)) ?? ensureJobRow(ctx, id);
}

/** Interactive refreshes of this process, by database and job: callers for the same job share one. */
const running = singleton(
  'interactive-refreshes',
  () => new WeakMap<object, Map<string, Promise<JobRow>>>(),
);

/** Requests a due job upstream for a waiting user, ahead of background refreshes. Returns the row afterwards. */
export function refreshNow(ctx: Context, id: string): Promise<JobRow> {
  const byJob = running.get(ctx.db) ?? new Map<string, Promise<JobRow>>();
  running.set(ctx.db, byJob);
  const shared = byJob.get(id);
  if (shared) return shared;
  const refreshing = refreshOrWait(ctx, id).finally(() => byJob.delete(id));
  byJob.set(id, refreshing);
  return refreshing;
}

/**
 * Brings a row up to date for a user who requests the job. Settled and fresh rows are returned at once. A job
 * without any response is requested upstream now, and the caller waits. Any other due row starts a sweep,
 * which decides what is checked first: a hundred open tabs cost no more calls than one.
 *
 * @param patienceMs how long to wait for the sweep; later results are still written
 * @returns the row. Its `checkedAt` is null if upstream has never responded; `troubleCode` says why
 */
export async function refreshIfDue<Row extends CheckRow>(
  ctx: Context,
  row: Row,
  patienceMs = PATIENCE_MS,
): Promise<Row | JobRow> {
  const failed = logFailure('could not record that a job is watched');
  const recorded = Promise.resolve(recordWatched(ctx, row)).catch(failed);
  ctx.defer(recorded);
  if (!isDue(row, ctx.now())) return row;
  // The sweep takes jobs that are in a history or watched. If nothing can be written, the row is still shown.
  await Promise.race([recorded, sleep(patienceMs)]);
  if (!hasResponse(row)) return refreshNow(ctx, row.id);
  // A sweep takes pending jobs only.
  const work = row.state === 'pending' ? sweep(ctx, SWEEP_MS) : refreshNow(ctx, row.id);
  const refreshed = work.catch(logFailure('could not refresh due jobs'));
  ctx.defer(refreshed);
  await Promise.race([refreshed, sleep(patienceMs)]);
  // A list of jobs is shown without their bodies.
  const select = 'body' in row ? selectJob : selectView;
  return ((await select(ctx.db, row.id)) as Row | undefined) ?? row;
}
