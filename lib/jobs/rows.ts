import { eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, type entries, jobs } from '@/lib/db';
import { parseFailure } from '@/lib/gepetto';
import { PHOTO_COLUMN, toPhotoOfJob } from '@/lib/photos';
import { RESULT_COLUMN, type ResultView, toResultView } from '@/lib/results';
import { visibleOrNull } from '@/lib/visible-text';
import type { JobView } from './schemas';
import { type JobFacts, newJob } from './state';
import { upstreamErrorOf } from './upstream-error';

export type JobRow = typeof jobs.$inferSelect;
export type EntryRow = typeof entries.$inferSelect;

/** The columns that the drop-in needs. Not the whole row: each column that is read costs time. */
export const RESPONSE_COLUMNS = {
  id: jobs.id,
  body: jobs.body,
  bodyVersion: jobs.bodyVersion,
  state: jobs.state,
  output: jobs.output,
  startedBy: jobs.startedBy,
  createdAt: jobs.createdAt,
  settledAt: jobs.settledAt,
  checkedAt: jobs.checkedAt,
  nextCheckAt: jobs.nextCheckAt,
  watchedAt: jobs.watchedAt,
  troubleCode: jobs.troubleCode,
  troubleStatus: jobs.troubleStatus,
  troubleAt: jobs.troubleAt,
};

export type ResponseRow = Pick<JobRow, keyof typeof RESPONSE_COLUMNS>;

const { body, ...columnsButBody } = getTableColumns(jobs);

/**
 * The columns of a job as its users see it. Bodies stay in the database: a page of them may be many megabytes.
 * Version 0.1 stored no reason of a failure, so that it is read from the body of its failed jobs.
 */
export const VIEW_COLUMNS = {
  ...columnsButBody,
  failedBody: sql<string | null>`CASE WHEN ${jobs.state} = 'failed' AND ${jobs.failure} IS NULL
    THEN ${body} END`.as('failed_body'),
  result: RESULT_COLUMN,
  photo: PHOTO_COLUMN,
};

/** A job without its body. */
export type ViewRow = Omit<JobRow, 'body'> & {
  failedBody?: string | null;
  result?: string | null;
  photo?: string | null;
};

/** Whether upstream has ever responded for this job. */
export function hasResponse<Row extends Pick<JobRow, 'checkedAt'>>(
  row: Row,
): row is Row & { checkedAt: number } {
  return row.checkedAt !== null;
}

/**
 * Whether upstream has not responded for this job yet, well or badly: somebody is making the first call. Such a row
 * may seem to be due in a moment only, if the instance that made it is a little ahead.
 */
export function isUntried(row: Pick<JobRow, 'checkedAt' | 'troubleCode'>): boolean {
  return row.checkedAt === null && row.troubleCode === null;
}

export async function selectJob(db: Db, id: string): Promise<JobRow | undefined> {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
  return row;
}

export function selectJobs(db: Db, ids: string[]): Promise<JobRow[]> {
  return db.select().from(jobs).where(inArray(jobs.id, ids));
}

/** The same without the bodies. */
export function selectViews(db: Db, ids: string[]): Promise<ViewRow[]> {
  return db.select(VIEW_COLUMNS).from(jobs).where(inArray(jobs.id, ids));
}

/** A new row for a job, due at once and watched. */
export function newJobRow(id: string, now: number) {
  const { createdAt, waitingSince } = newJob(now);
  return { id, createdAt, waitingSince, nextCheckAt: createdAt, watchedAt: createdAt };
}

/** The row of a job. Creates it if there is none. */
export async function ensureJobRow({ db, now }: Context, id: string): Promise<JobRow> {
  const [created] = await db
    .insert(jobs)
    .values(newJobRow(id, now()))
    .onConflictDoNothing()
    .returning();
  const row = created ?? (await selectJob(db, id));
  if (!row) throw new Error('A job was deleted while it was being read.');
  return row;
}

export function jobFactsOf(row: ViewRow): JobFacts {
  const { state, status, mode, output, createdAt, createdKnown } = row;
  const { waitingSince, settledAt, pendingAt } = row;
  return {
    state,
    status,
    mode,
    output,
    createdAt,
    createdKnown,
    waitingSince,
    settledAt,
    pendingAt,
  };
}

/** How long before `settledAt` a job must have been seen pending for its end to count as known, ms. */
const END_KNOWN_WITHIN_MS = 5 * 60_000;

/** Whether `settledAt` is about when the job ended, rather than when it was first seen. */
export function isEndKnown({ settledAt, pendingAt }: Pick<JobRow, 'settledAt' | 'pendingAt'>) {
  return settledAt !== null && pendingAt !== null && settledAt - pendingAt <= END_KNOWN_WITHIN_MS;
}

/** When the job was last checked, successfully or not, or added or resumed since. Ms UTC. */
export function lastCheckOf({ checkedAt, troubleAt, waitingSince }: JobRow): number {
  return Math.max(checkedAt ?? 0, troubleAt ?? 0, waitingSince);
}

const NOT_COPIED: ResultView = { state: 'waiting', problem: null, picture: null };

/** Our copy of a job's picture; null if the job has no picture. */
export function resultOf(job: ViewRow | JobRow): ResultView | null {
  if (job.state !== 'succeeded' || job.output === null) return null;
  return 'result' in job && job.result ? toResultView(job.result) : NOT_COPIED;
}

/** Whether there is a picture that the job was started with: a photo of ours, or an address. */
export const hasInput = ({ inputUrl, photoId }: Pick<JobRow, 'inputUrl' | 'photoId'>): boolean =>
  inputUrl !== null || photoId !== null;

/** A job as the owner of `entry` sees it. */
export function toJobView(entry: EntryRow, job: ViewRow | JobRow): JobView {
  const pending = job.state === 'pending';
  const failedBody = 'body' in job ? job.body : job.failedBody;
  const failed = job.state === 'failed';
  return {
    id: job.id,
    state: job.state,
    status: job.status,
    mode: job.mode,
    // Labels of older versions may be blank.
    label: visibleOrNull(entry.label),
    addedAt: entry.addedAt,
    archived: entry.archivedAt !== null,
    createdAt: job.createdAt,
    createdKnown: job.createdKnown,
    settledAt: job.settledAt,
    endKnown: isEndKnown(job),
    checkedAt: job.checkedAt,
    nextCheckAt: pending ? job.nextCheckAt : null,
    hasPicture: job.state === 'succeeded' && job.output !== null,
    result: resultOf(job),
    hasInput: hasInput(job),
    photo: 'photo' in job ? toPhotoOfJob(job.photo, entry.userId) : null,
    failure: failed ? (job.failure ?? (failedBody ? parseFailure(failedBody) : null)) : null,
    trouble: pending ? upstreamErrorOf(job) : null,
  };
}
