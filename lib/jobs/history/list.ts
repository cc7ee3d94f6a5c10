import { and, eq, isNotNull } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { toView } from '../to-view';
import type { JobView } from '../view';
import { type Cursor, formatCursor, type HistoryFilter, type HistorySelection } from './filter';
import { matching, newestFirst } from './matching';

/** Entries on one page of the history. */
const PAGE_SIZE = 24;

type JobsPage = {
  jobs: JobView[];
  /** The cursor of the next, older page; null on the last. */
  next: string | null;
};

/**
 * Jobs of a user's history, newest first. Answers from the rows; nothing is asked upstream.
 * @param asked what is wanted, from which cursor on, and how many at most
 */
export async function listJobs(
  { db }: Pick<Context, 'db'>,
  userId: string,
  asked: HistorySelection & { cursor?: Cursor | undefined; limit: number },
): Promise<JobsPage> {
  const found = await db
    .select({ entry: entries, job: jobs })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(matching(userId, asked, asked.cursor))
    .orderBy(...newestFirst)
    .limit(asked.limit + 1);
  const page = found.slice(0, asked.limit);
  const last = page.at(-1)?.entry;
  return {
    jobs: page.map(({ entry, job }) => toView(entry, job)),
    next: found.length > asked.limit && last ? formatCursor(last) : null,
  };
}

export type HistoryPage = JobsPage & {
  /** Every mode that the user's jobs have, for the filter. */
  modes: string[];
};

/** One page of a user's history as the page of that name shows it. */
export async function listHistory(
  { db }: Pick<Context, 'db'>,
  userId: string,
  { after, ...filter }: HistoryFilter,
): Promise<HistoryPage> {
  const page = await listJobs({ db }, userId, { ...filter, cursor: after, limit: PAGE_SIZE });
  const modes = await db
    .selectDistinct({ mode: jobs.mode })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(and(eq(entries.userId, userId), isNotNull(jobs.mode)))
    .orderBy(jobs.mode);
  return { ...page, modes: modes.flatMap(({ mode }) => mode ?? []) };
}
