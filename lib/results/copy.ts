import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import pLimit from 'p-limit';
import type { Context } from '@/lib/context';
import { isUnavailable, results } from '@/lib/db';
import { decoding } from '@/lib/image-work';
import { prolonging, release } from '@/lib/lease';
import { logOncePerMinute } from '@/lib/log';
import { PictureError } from '@/lib/picture-error';
import { outsideRequests } from '@/lib/request';
import { isStopping } from '@/lib/shutdown';
import { singleton } from '@/lib/singleton';
import { claimNext, claimResult, LEASE_MS, type ResultRow } from './claim';
import { endAttempt, recordFailure } from './failed-attempt';
import { openJobPicture, type Source, selectSource } from './read-source';
import { currentPause, endPause } from './storage-pause';
import { storePicture } from './store';
import { tellStored } from './stored';
import { makeThumbnails } from './thumbnails';

/** Attempts of one process at the same time. Most wait for a source: one that hangs holds up no others. */
const PLACES = 16;
/** Pictures of one process in memory at the same time, of at most 40 MB each. */
const IN_MEMORY = 4;
/** The longest attempt, ms. */
const LONGEST_MS = 4 * 60_000;
/** A result is given up when its process has died again and again: the picture may be what kills it. */
const MAX_ATTEMPTS_OF_DEAD = 6;

const logError = logOncePerMinute('a result could not be copied');

/** An attempt in one of the places of this process, in the order of arrival. */
export function inPlace<T>(work: () => Promise<T>): Promise<T> {
  return singleton('result-copies', () => pLimit(PLACES))(work);
}

const inMemory = <T>(work: () => Promise<T>): Promise<T> =>
  singleton('results-in-memory', () => pLimit(IN_MEMORY))(work);

async function copy(ctx: Context, claimed: ResultRow, source: Source): Promise<void> {
  const opened = await openJobPicture(ctx, source);
  try {
    await inMemory(async () => {
      const picture = await opened.read();
      const thumbnails = await decoding(() => makeThumbnails(picture.bytes));
      if (!(await storePicture(ctx, claimed, { ...picture, ...thumbnails }))) return;
      endPause(ctx);
      ctx.defer(tellStored(ctx, claimed.jobId));
    });
  } finally {
    opened.close();
  }
}

/** Rejects after the longest time that an attempt may take. What it still does has no effect. */
async function tooLate(signal: AbortSignal): Promise<never> {
  await sleep(LONGEST_MS, undefined, { signal, ref: false });
  throw new PictureError('interrupted', 'took too long');
}

/** Copies the picture of a claimed result, and writes how that ended. */
export async function attempt(ctx: Context, claimed: ResultRow): Promise<void> {
  const { db, now } = ctx;
  const died = claimed.problem === 'interrupted' && claimed.attempts >= MAX_ATTEMPTS_OF_DEAD;
  if (died) return recordFailure(ctx, claimed, 'interrupted', true);
  const source = await selectSource(db, claimed.jobId);
  if (!source) return release(db, results, claimed);
  const done = new AbortController();
  try {
    await prolonging(db, results, claimed, { leaseMs: LEASE_MS, now }, () =>
      Promise.race([copy(ctx, claimed, source), tooLate(done.signal)]),
    );
  } catch (error) {
    await endAttempt(ctx, claimed, source, error);
  } finally {
    done.abort();
  }
}

/** Names the fault of the store to who looks at a result meanwhile. */
async function notePause(ctx: Context, jobId: string): Promise<boolean> {
  const pause = currentPause(ctx);
  if (!pause) return false;
  await ctx.db
    .update(results)
    .set({ problem: pause.problem })
    .where(and(eq(results.jobId, jobId), eq(results.state, 'waiting')));
  return true;
}

/** An error is logged, and the result copied later. A database that is away ends the work on others too. */
function later(error: unknown): undefined {
  logError(error);
  if (isUnavailable(error)) throw error;
}

/**
 * Copies the picture of a job into our storage, if it is to be copied and nobody else does. Never rejects.
 * @param options.early also before the next attempt is due
 * @param options.byHand also while copying is paused
 */
export async function copyResult(
  ctx: Context,
  jobId: string,
  { early = false, byHand = false }: { early?: boolean; byHand?: boolean } = {},
): Promise<void> {
  // It works for all users: its time and log lines do not belong to the request that started it.
  await outsideRequests(() =>
    inPlace(async () => {
      if (isStopping() || (!byHand && (await notePause(ctx, jobId)))) return;
      const claimed = await claimResult(ctx, jobId, early);
      if (claimed) await attempt(ctx, claimed);
    }),
  ).catch(logError);
}

/**
 * Copies the result that became due last.
 * @returns its row as it was claimed; undefined if none is due
 */
export async function copyNext(ctx: Context): Promise<ResultRow | undefined> {
  if (isStopping() || currentPause(ctx)) return undefined;
  const claimed = await claimNext(ctx);
  if (claimed) await attempt(ctx, claimed).catch(later);
  return claimed;
}
