import { and, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { submissions } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { SUBMISSIONS_PER_PAGE } from './model';
import { placesIn } from './places';
import { parametersOf, type SubmissionRow, toSubmissionView } from './rows';
import type { SubmissionsQuery, SubmissionView } from './schemas';
import { sendingFacts } from './sending';

const OPEN = ['queued', 'sending', 'uncertain'] as const;

export const submissionNotFound = (): AppError =>
  new AppError('not_found', 'This submission does not exist. It may have been deleted.');

/** The row of a user's submission. @throws AppError `not_found` */
export async function requireSubmission(
  { db }: Pick<Context, 'db'>,
  userId: string,
  id: string,
): Promise<SubmissionRow> {
  const [row] = await db
    .select()
    .from(submissions)
    .where(and(eq(submissions.id, id), eq(submissions.userId, userId)));
  if (!row) throw submissionNotFound();
  return row;
}

/** These rows of one user as the user sees them. */
export async function toViews(
  ctx: Pick<Context, 'db'>,
  userId: string,
  rows: SubmissionRow[],
): Promise<SubmissionView[]> {
  if (!rows.some(({ state }) => state === 'queued')) {
    return rows.map((row) => toSubmissionView(row, null, 'on'));
  }
  const [places, { state }] = await Promise.all([placesIn(ctx, userId), sendingFacts(ctx)]);
  return rows.map((row) => toSubmissionView(row, places.get(row.id) ?? null, state));
}

/** A user's submission. @throws AppError `not_found` */
export async function getSubmission(
  ctx: Pick<Context, 'db'>,
  userId: string,
  id: string,
): Promise<SubmissionView> {
  const [view] = await toViews(ctx, userId, [await requireSubmission(ctx, userId, id)]);
  if (!view) throw submissionNotFound();
  return view;
}

/** `<createdAt>.<id>` of the last submission of a page. */
function olderThan(cursor: string | undefined): SQL | undefined {
  const match = /^(\d{1,16})\.([\w-]{1,64})$/.exec(cursor ?? '');
  if (!match) {
    if (cursor === undefined) return undefined;
    throw new AppError('invalid_request', 'cursor: is not a cursor from `nextCursor`.');
  }
  const [createdAt, id] = [Number(match[1]), String(match[2])];
  const sameTime = and(eq(submissions.createdAt, createdAt), lt(submissions.id, id));
  return or(lt(submissions.createdAt, createdAt), sameTime);
}

/** A page of a user's submissions, newest first. @throws AppError `invalid_request` */
export async function listSubmissions(
  ctx: Pick<Context, 'db'>,
  userId: string,
  { open, batchId, cursor }: SubmissionsQuery,
): Promise<{ submissions: SubmissionView[]; next: string | null }> {
  const rows = await ctx.db
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.userId, userId),
        open ? inArray(submissions.state, [...OPEN]) : undefined,
        batchId === undefined ? undefined : eq(submissions.batchId, batchId),
        olderThan(cursor),
      ),
    )
    .orderBy(desc(submissions.createdAt), desc(submissions.id))
    .limit(SUBMISSIONS_PER_PAGE + 1);
  const page = rows.slice(0, SUBMISSIONS_PER_PAGE);
  const last = page.at(-1);
  const hasMore = rows.length > SUBMISSIONS_PER_PAGE && last;
  return {
    submissions: await toViews(ctx, userId, page),
    next: hasMore ? `${last.createdAt}.${last.id}` : null,
  };
}

/** What a job of a user was started with, if it was started here; null if it was not. */
export async function findSubmissionOfJob(
  { db }: Pick<Context, 'db'>,
  userId: string,
  jobId: string,
): Promise<
  | (Pick<SubmissionRow, 'mode' | 'photoId' | 'maskId'> & { parameters: Record<string, unknown> })
  | null
> {
  const [row] = await db
    .select()
    .from(submissions)
    .where(and(eq(submissions.jobId, jobId), eq(submissions.userId, userId)));
  if (!row) return null;
  const { mode, photoId, maskId, body } = row;
  return { mode, photoId, maskId, parameters: parametersOf(body) };
}
