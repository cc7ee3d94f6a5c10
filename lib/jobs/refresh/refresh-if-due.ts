import { setTimeout as sleep } from 'node:timers/promises';
import { inArray } from 'drizzle-orm';
import type { Standing } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { jobs, LONGEST_CHECK_MS } from '@/lib/db';
import { waitForWinner } from '@/lib/lease';
import { logFailure } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import {
  ensureJobRow,
  hasResponse,
  isUntried,
  type JobRow,
  type ResponseRow,
  selectJob,
  selectJobs,
  selectViews,
} from '../rows';
import { lacksOutput } from '../state';
import { tooManyUnknownIds } from '../upstream-error';
import { refreshJob } from './refresh-job';
import { sweep } from './sweep';
import { tryJob } from './try-job';

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
  return isUntried(row) || (!planned && (row.state === 'pending' || mayGetResult(row, now)));
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

/** How often an id is tried whose winner had to let it go: somebody who had no place for a call. */
const MAX_TRIES = 3;

/** Requests a job; if another caller has claimed it and there is no response yet, waits for its result. */
async function requestOrWait(
  ctx: Context,
  id: string,
  request: () => Promise<JobRow | undefined>,
): Promise<JobRow> {
  const select = () => selectJob(ctx.db, id);
  const done = (row: JobRow) => hasResponse(row) || !isDue(row, ctx.now());
  for (let tries = 1; ; tries++) {
    const written = await request();
    if (written) return written;
    const won = await waitForWinner(select, done, ctx.now);
    if (!won) return ensureJobRow(ctx, id);
    if (done(won) || tries === MAX_TRIES) return won;
  }
}

/** Interactive refreshes of this process, by database and job: callers for the same job share one. */
const running = singleton(
  'interactive-refreshes',
  () => new WeakMap<object, Map<string, Promise<JobRow>>>(),
);

/** Callers with the same key share one request. */
function shareRequest(ctx: Context, key: string, make: () => Promise<JobRow>): Promise<JobRow> {
  const byKey = running.get(ctx.db) ?? new Map<string, Promise<JobRow>>();
  running.set(ctx.db, byKey);
  const shared = byKey.get(key);
  if (shared) return shared;
  const requesting = make().finally(() => byKey.delete(key));
  byKey.set(key, requesting);
  return requesting;
}

/** Requests a due job upstream for a waiting user, ahead of background refreshes. Returns the row afterwards. */
export function refreshNow(ctx: Context, id: string): Promise<JobRow> {
  const refresh = async () => (await refreshJob(ctx, id, 'interactive')).row;
  return shareRequest(ctx, id, () => requestOrWait(ctx, id, refresh));
}

/**
 * Requests an id upstream that may be wrong, for a waiting user. Returns its row afterwards.
 * @param by who asks: a call for such an id needs a place in the share of all users
 * @throws AppError `upstream_busy` if there is no place
 */
export function tryNow(ctx: Context, id: string, by: Standing): Promise<JobRow> {
  const attempt = async () => {
    const { row, freeInMs } = await tryJob(ctx, id, by);
    if (freeInMs !== undefined) throw tooManyUnknownIds(freeInMs);
    return row;
  };
  // Somebody with another standing may have a place where this one has none.
  return shareRequest(ctx, `${id} ${by}`, () => requestOrWait(ctx, id, attempt));
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
  if (ctx.passive) return rows;
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
