import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, users } from '@/lib/db';
import type { JobRow } from '../row';
import { type EntryRow, toJobView } from '../to-view';
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

/** The page of what was found, where one more than the page holds was asked for. */
function pageOf(found: { entry: EntryRow; job: JobRow }[], limit: number): JobsPage {
  const page = found.slice(0, limit);
  const last = page.at(-1)?.entry;
  return {
    jobs: page.map(({ entry, job }) => toJobView(entry, job)),
    next: found.length > limit && last ? formatCursor(last) : null,
  };
}

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
  return pageOf(found, asked.limit);
}

export type HistoryPage = JobsPage & {
  /** Every mode that the user's jobs have, for the filter. */
  modes: string[];
};

/** The modes of all jobs of a user, as a JSON list. */
function modesOf(userId: string) {
  return sql<string>`(SELECT json_group_array(DISTINCT ${jobs.mode}) FROM ${entries}
    JOIN ${jobs} ON ${jobs.id} = ${entries.jobId}
    WHERE ${entries.userId} = ${userId} AND ${jobs.mode} IS NOT NULL)`;
}

/**
 * One page of a user's history as the page of that name shows it, in one query: beginning with the user, so
 * that there is a row to carry the modes even where nothing was found.
 */
export async function listHistory(
  { db }: Pick<Context, 'db'>,
  userId: string,
  { after, ...filter }: HistoryFilter,
): Promise<HistoryPage> {
  const rows = await db
    .select({ entry: entries, job: jobs, modes: modesOf(userId) })
    .from(users)
    .leftJoin(entries, matching(userId, filter, after))
    .leftJoin(jobs, eq(jobs.id, entries.jobId))
    .where(eq(users.id, userId))
    .orderBy(...newestFirst)
    .limit(PAGE_SIZE + 1);
  const found = rows.flatMap(({ entry, job }) => (entry && job ? [{ entry, job }] : []));
  const modes = JSON.parse(rows[0]?.modes ?? '[]') as string[];
  return { ...pageOf(found, PAGE_SIZE), modes: modes.sort() };
}
