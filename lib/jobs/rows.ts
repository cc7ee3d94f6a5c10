import { eq, getTableColumns, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, type entries, jobs } from '@/lib/db';
import { parseFailure } from '@/lib/gepetto';
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
  state: jobs.state,
  startedBy: jobs.startedBy,
  checkedAt: jobs.checkedAt,
  nextCheckAt: jobs.nextCheckAt,
  watchedAt: jobs.watchedAt,
  troubleCode: jobs.troubleCode,
  troubleStatus: jobs.troubleStatus,
  troubleAt: jobs.troubleAt,
};

/** The columns that a list needs. A failed job's body holds the reason; other bodies can be large. */
export const LISTED_COLUMNS = {
  ...getTableColumns(jobs),
  body: sql<string | null>`CASE WHEN ${jobs.state} = 'failed' THEN ${jobs.body} END`,
};

export type ResponseRow = Pick<JobRow, keyof typeof RESPONSE_COLUMNS>;

/** Whether upstream has ever responded for this job. */
export function hasResponse<Row extends ResponseRow>(
  row: Row,
): row is Row & { body: string; checkedAt: number } {
  return row.body !== null && row.checkedAt !== null;
}

export async function selectJob(db: Db, id: string): Promise<JobRow | undefined> {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
  return row;
}

/** The row of a job. Creates it if there is none, due at once and watched. */
export async function ensureJobRow({ db, now }: Context, id: string): Promise<JobRow> {
  const { createdAt, waitingSince } = newJob(now());
  const [created] = await db
    .insert(jobs)
    .values({ id, createdAt, waitingSince, nextCheckAt: createdAt, watchedAt: createdAt })
    .onConflictDoNothing()
    .returning();
  const row = created ?? (await selectJob(db, id));
  if (!row) throw new Error('A job was deleted while it was being read.');
  return row;
}

export function jobFactsOf(row: JobRow): JobFacts {
  const { state, status, mode, output, createdAt, waitingSince, settledAt } = row;
  return { state, status, mode, output, createdAt, waitingSince, settledAt };
}

/** When the job was last checked, successfully or not, or added or resumed since. Ms UTC. */
export function lastCheckOf({ checkedAt, troubleAt, waitingSince }: JobRow): number {
  return Math.max(checkedAt ?? 0, troubleAt ?? 0, waitingSince);
}

/** A job as the owner of `entry` sees it. */
export function toJobView(entry: EntryRow, job: JobRow): JobView {
  const pending = job.state === 'pending';
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
    settledAt: job.settledAt,
    checkedAt: job.checkedAt,
    nextCheckAt: pending ? job.nextCheckAt : null,
    hasPicture: job.state === 'succeeded' && job.output !== null,
    hasInput: job.inputUrl !== null,
    failure: job.state === 'failed' && job.body !== null ? parseFailure(job.body) : null,
    trouble: pending ? upstreamErrorOf(job) : null,
  };
}
