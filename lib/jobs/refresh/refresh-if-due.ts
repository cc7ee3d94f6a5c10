import { setTimeout as sleep } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
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
  selectJobs,
  selectViews,
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

/**
 * Records that jobs are being watched: such jobs are checked more often. One statement: each costs a write to the disk,
 * for which everybody waits. Null if all of them were recorded recently.
 */
function recordWatched({ db, now }: Context, rows: CheckRow[]): Promise<unknown> | null {
  const ids = rows
    .filter(
      (row) => row.state === 'pending' && Math.abs(now() - row.watchedAt) >= WATCH_INTERVAL_MS,
    )
    .map((row) => row.id);
  if (ids.length === 0) return null;
  return db.update(jobs).set({ watchedAt: now() }).where(inArray(jobs.id, ids)).execute();
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

/** Checks jobs that upstream has returned before, and waits for that as long as the patience lasts. */
async function refreshKnown<Row extends CheckRow>(
  ctx: Context,
  rows: Row[],
  patienceMs: number,
): Promise<Row[]> {
  const [first] = rows;
  if (first === undefined) return [];
  // A sweep takes pending jobs only. All of them share one.
  const work = rows.map((row) =>
    row.state === 'pending' ? sweep(ctx, SWEEP_MS) : refreshNow(ctx, row.id),
  );
  const refreshed = Promise.all(work).catch(logFailure('could not refresh due jobs'));
  ctx.defer(refreshed);
  await Promise.race([refreshed, sleep(patienceMs)]);
  const ids = rows.map((row) => row.id);
  // A list of jobs is shown without their bodies.
  const select = 'body' in first ? selectJobs : selectViews;
  return (await select(ctx.db, ids)) as unknown as Row[];
}

/**
 * Brings rows up to date for a user who requests the jobs. Settled and fresh rows are returned at once. A job
 * without any response is requested upstream now, and the caller waits. Any other due row starts a sweep,
 * which decides what is checked first: a hundred open tabs cost no more calls than one.
 *
 * @param patienceMs how long to wait for the sweep; later results are still written
 * @returns the rows in the same order. `checkedAt` is null if upstream has never responded; `troubleCode` says why
 */
export async function refreshAllIfDue<Row extends CheckRow>(
  ctx: Context,
  rows: Row[],
  patienceMs = PATIENCE_MS,
): Promise<(Row | JobRow)[]> {
  const failed = logFailure('could not record that jobs are watched');
  const recorded = Promise.resolve(recordWatched(ctx, rows)).catch(failed);
  ctx.defer(recorded);
  const due = rows.filter((row) => isDue(row, ctx.now()));
  if (due.length === 0) return rows;
  // The sweep takes jobs that are in a history or watched. If nothing can be written, the rows are still shown.
  await Promise.race([recorded, sleep(patienceMs)]);
  const unknown = due.filter((row) => !hasResponse(row));
  const [first, again] = await Promise.all([
    Promise.all(unknown.map((row) => refreshNow(ctx, row.id))),
    refreshKnown(ctx, due.filter(hasResponse), patienceMs),
  ]);
  const fresh = new Map<string, Row | JobRow>([...first, ...again].map((row) => [row.id, row]));
  return rows.map((row) => fresh.get(row.id) ?? row);
}

/** `refreshAllIfDue` for one row. */
export async function refreshIfDue<Row extends CheckRow>(
  ctx: Context,
  row: Row,
  patienceMs = PATIENCE_MS,
): Promise<Row | JobRow> {
  const [fresh] = await refreshAllIfDue(ctx, [row], patienceMs);
  return fresh ?? row;
}
