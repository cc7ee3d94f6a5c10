import { eq, sql } from 'drizzle-orm';
import type { Standing } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { entries } from '@/lib/db';
import { AppError, tooManyRequests } from '@/lib/errors';
import { rateLimiter } from '@/lib/rate-limit';
import { singleton } from '@/lib/singleton';
import { tryNow } from './refresh';
import type { ResponseRow } from './rows';

/** Ids that upstream does not know, which one user may request in a minute. */
const UNKNOWN_ID_LIMIT = { name: 'unknown-job', points: 20, seconds: 60 };

/** More ids than this at once, or wrong ones in a minute, and a user's calls for further ones come later. */
const MISTAKES = 5;

/** How long after its first request an id may still be new at upstream, ms. */
const NEW_FOR_MS = 64_000;

const running = singleton('unknown-ids', () => new Map<string, Promise<ResponseRow>>());

/**
 * Counts a request for an unknown id, before upstream is called: otherwise many at once would all pass.
 * @returns how many the user has requested in this minute, this one included
 * @throws AppError `too_many_requests`
 */
async function countUnknownId({ db }: Pick<Context, 'db'>, userId: string): Promise<number> {
  try {
    const { remaining } = await rateLimiter(db, UNKNOWN_ID_LIMIT).consume(userId);
    return UNKNOWN_ID_LIMIT.points - remaining;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'too_many_requests') throw error;
    throw tooManyRequests(
      `You requested ${UNKNOWN_ID_LIMIT.points} job IDs that Gepetto does not know. Check where the IDs come from and try again in a minute.`,
      error.retryAfterMs ?? UNKNOWN_ID_LIMIT.seconds * 1_000,
    );
  }
}

/** @param counted unknown ids of this user in this minute, this one included */
async function standingOf(
  { db }: Pick<Context, 'db'>,
  userId: string,
  counted: number,
): Promise<Standing> {
  const known = await db
    .select({ one: sql`1` })
    .from(entries)
    .where(eq(entries.userId, userId))
    .limit(1);
  if (known.length === 0) return 'new';
  return counted > MISTAKES ? 'mistaken' : 'established';
}

async function countAndFetch(
  ctx: Context,
  userId: string,
  jobId: string,
  known: ResponseRow | null,
): Promise<ResponseRow> {
  // The second and third look at an id that may just have been started are free.
  const repeated = known !== null && ctx.now() - known.createdAt < NEW_FOR_MS;
  const counted = repeated ? 0 : await countUnknownId(ctx, userId);
  const standing = await standingOf(ctx, userId, counted);
  const row = await tryNow(ctx, jobId, standing);
  if (row.troubleCode !== 'not_found' && !repeated)
    await rateLimiter(ctx.db, UNKNOWN_ID_LIMIT).giveBack(userId);
  return row;
}

/**
 * Requests a job that upstream has never responded for, if it is due. Simultaneous requests of one user for the same
 * id count once.
 * @param known the job's row, if it has one
 * @throws AppError `too_many_requests` after too many ids of this user that upstream does not know; `upstream_busy`
 *   after too many of all users
 */
export function fetchUnknownJob(
  ctx: Context,
  userId: string,
  jobId: string,
  known: ResponseRow | null,
): Promise<ResponseRow> {
  const key = `${userId} ${jobId}`;
  const shared = running.get(key);
  if (shared) return shared;
  const fetching = countAndFetch(ctx, userId, jobId, known).finally(() => running.delete(key));
  running.set(key, fetching);
  return fetching;
}
