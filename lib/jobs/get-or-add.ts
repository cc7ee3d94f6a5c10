import { type AnyColumn, and, eq, exists, type Placeholder, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, entries, jobs, prepareOnce, tokens, users } from '@/lib/db';
import { AppError, foreignRequest } from '@/lib/errors';
import { isJobId } from '@/lib/gepetto';
import { readBodyOnRequest } from '@/lib/job-body';
import { copyResult } from '@/lib/results';
import { type KeptToken, TOKEN_COLUMNS } from '@/lib/tokens';
import { announce } from '@/lib/webhooks';
import { decoyId } from './decoy-id';
import { hasRoom } from './entry-limit';
import { isSettled } from './model';
import { refreshIfDue } from './refresh';
import { hasResponse, isUntried, RESPONSE_COLUMNS, type ResponseRow } from './rows';
import type { UpstreamErrorBody } from './schemas';
import { fetchUnknownJob } from './unknown-id-limit';
import { jobNotFound, noResponseError, upstreamErrorOf } from './upstream-error';

/** A job as the database had it when the request arrived. */
export type PreloadedJob = {
  /** Null if the job has no row. */
  row: ResponseRow | null;
  /** Whether it is in the user's history. */
  inHistory: boolean;
};

function jobColumns(db: Db, userId: AnyColumn | Placeholder) {
  const entry = and(eq(entries.jobId, jobs.id), eq(entries.userId, userId));
  const inHistory = exists(db.select({ one: sql`1` }).from(entries).where(entry));
  return { row: RESPONSE_COLUMNS, inHistory: inHistory.mapWith(Boolean) };
}

const jobOfUser = prepareOnce((db) =>
  db
    .select(jobColumns(db, sql.placeholder('userId')))
    .from(jobs)
    .where(eq(jobs.id, sql.placeholder('jobId')))
    .prepare(),
);

async function selectJobOfUser(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
): Promise<PreloadedJob> {
  return (await jobOfUser(db).get({ userId, jobId })) ?? { row: null, inHistory: false };
}

const tokenWithJob = prepareOnce((db) => {
  const hash = sql`(select ${sql.placeholder('hash')})`;
  const jobId = sql`(select ${sql.placeholder('jobId')})`;
  // One look at the user for both columns, instead of the subquery.
  const token = { ...TOKEN_COLUMNS, userDisabledAt: users.disabledAt };
  return db
    .select({ token, storedOutput: users.storedOutput, ...jobColumns(db, tokens.userId) })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .leftJoin(jobs, eq(jobs.id, jobId))
    .where(eq(tokens.tokenHash, hash))
    .prepare();
});

/**
 * Reads a token and the requested job in one query: with a remote database that halves the time that a
 * script waits.
 * @param hash of the token, see `verifyToken`
 * @returns the job for `getOrAddJob`; null without a token, or if `jobId` cannot be a job id; and whether the user
 *   wants our copies in `output`
 */
export async function selectTokenWithJob(
  { db }: Pick<Context, 'db'>,
  hash: string,
  jobId: string,
): Promise<{ token: KeptToken | null; job: PreloadedJob | null; storedOutput: boolean }> {
  const valid = isJobId(jobId);
  const found = await tokenWithJob(db).get({ hash, jobId: valid ? jobId : null });
  if (!found) return { token: null, job: null, storedOutput: false };
  const { token, storedOutput, row, inHistory } = found;
  const job = valid ? { row, inHistory } : null;
  return { token, job, storedOutput: storedOutput ?? false };
}

type JobResponse = {
  /** Upstream's JSON, verbatim. */
  body: string;
  /** Age of that response, ms. */
  ageMs: number;
  /** When to request the job again, ms from now; null once the job is settled. */
  retryAfterMs: number | null;
  /** Why the response is not fresher, if the last check failed. */
  trouble: UpstreamErrorBody | null;
};

/** An unknown id: checking it costs an upstream call even if the job does not exist. */
function isUnknown(row: ResponseRow, now: number): boolean {
  return isUntried(row) || (!hasResponse(row) && row.nextCheckAt <= now);
}

/** The row of an id after the look at it; what upstream never returned is requested. */
function lookUp(ctx: Context, userId: string, jobId: string, { row, inHistory }: PreloadedJob) {
  const mayBeWrong = !inHistory && (row === null || isUnknown(row, ctx.now()));
  return row && !mayBeWrong ? refreshIfDue(ctx, row) : fetchUnknownJob(ctx, userId, jobId, row);
}

/**
 * A job that was started here exists for its owner only. For others it is an unknown id like any other, down to the
 * time of the next look and what it takes from limits and the budget: the same happens as for an id that does not exist.
 */
async function denyJob(ctx: Context, userId: string, jobId: string): Promise<never> {
  const decoy = decoyId(jobId);
  const row = await lookUp(ctx, userId, decoy, await selectJobOfUser(ctx, userId, decoy));
  throw hasResponse(row) ? jobNotFound(404) : noResponseError(row, ctx.now());
}

/**
 * Reads a job for a user; requests it upstream if it is new or due.
 * @throws AppError `invalid_job_id`; `forbidden_origin` if it is not known and another site led here; `job_not_found` if it was started here by another user or upstream does
 *   not know it; `too_many_requests` after too many unknown ids; `upstream_busy` after too many of all users; an
 *   `upstream_...` code if there is no response to return and upstream gives none
 */
export async function requireJob(
  ctx: Context,
  userId: string,
  jobId: string,
  preloaded?: PreloadedJob | null,
): Promise<{ row: ResponseRow & { checkedAt: number }; inHistory: boolean }> {
  if (!isJobId(jobId)) {
    throw new AppError(
      'invalid_job_id',
      'This is not a job ID. A job ID has 1 to 128 letters, digits, "-" or "_".',
    );
  }
  const known = preloaded ?? (await selectJobOfUser(ctx, userId, jobId));
  const startedBy = known.row?.startedBy;
  const isOthers = Boolean(startedBy && startedBy !== userId);
  if (ctx.passive && (isOthers || !known.row || !hasResponse(known.row))) throw foreignRequest();
  if (isOthers) return denyJob(ctx, userId, jobId);
  const row = await lookUp(ctx, userId, jobId, known);
  if (!hasResponse(row)) throw noResponseError(row, ctx.now());
  return { row, inHistory: known.inHistory };
}

/**
 * `GET /v1/job/<id>`: returns the job and adds it to the user's history, unless that is full.
 * @param preloaded the job's row, if a query has read it already
 * @throws as `requireJob`
 */
export async function getOrAddJob(
  ctx: Context,
  userId: string,
  jobId: string,
  preloaded?: PreloadedJob | null,
): Promise<JobResponse> {
  const { row, inHistory } = await requireJob(ctx, userId, jobId, preloaded);
  const body = row.body ?? (await readBodyOnRequest(ctx.db, row, (text) => text));
  const now = ctx.now();
  if (body === null) throw noResponseError(row, now);
  const settled = isSettled(row.state);
  if (!inHistory && !ctx.passive && (await hasRoom(ctx, userId))) {
    await ctx.db.insert(entries).values({ userId, jobId, addedAt: now }).onConflictDoNothing();
    if (settled) ctx.defer(announce(ctx, jobId));
    if (row.state === 'succeeded') ctx.defer(copyResult(ctx, jobId));
  }
  return {
    body,
    ageMs: Math.max(0, now - row.checkedAt),
    retryAfterMs: settled ? null : Math.max(1_000, row.nextCheckAt - now),
    trouble: settled ? null : upstreamErrorOf(row),
  };
}
