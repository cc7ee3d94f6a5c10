import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, users } from '@/lib/db';
import { historyCondition, newestFirst } from './history-query';
import { type EntryRow, type JobRow, toJobView } from './rows';
import {
  type Cursor,
  formatCursor,
  type HistoryFilter,
  type HistorySelection,
  type JobView,
} from './schemas';

/** Entries on one page of the history page. */
const PAGE_SIZE = 24;

type JobsPage = {
  jobs: JobView[];
  /** Cursor of the next, older page; null on the last. */
  next: string | null;
};

/** @param found one row more than `limit`, if there is a next page */
function toPage(found: { entry: EntryRow; job: JobRow }[], limit: number): JobsPage {
  const page = found.slice(0, limit);
  const last = page.at(-1)?.entry;
  return {
    jobs: page.map(({ entry, job }) => toJobView(entry, job)),
    next: found.length > limit && last ? formatCursor(last) : null,
  };
}

/** A page of a user's history for the API, newest first. Reads the database only; refreshes nothing. */
export async function listJobs(
  { db }: Pick<Context, 'db'>,
  userId: string,
  query: HistorySelection & { cursor?: Cursor | undefined; limit: number },
): Promise<JobsPage> {
  const found = await db
    .select({ entry: entries, job: jobs })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(historyCondition(userId, query, query.cursor))
    .orderBy(...newestFirst)
    .limit(query.limit + 1);
  return toPage(found, query.limit);
}

export type HistoryPage = JobsPage & {
  /** Every mode among the user's jobs, for the filter. */
  modes: string[];
};

/** Every mode among a user's jobs, as a JSON list. */
function modesOf(userId: string) {
  return sql<string>`(SELECT json_group_array(DISTINCT ${jobs.mode}) FROM ${entries}
    JOIN ${jobs} ON ${jobs.id} = ${entries.jobId}
    WHERE ${entries.userId} = ${userId} AND ${jobs.mode} IS NOT NULL)`;
}

/**
 * A page of a user's history for the history page, in one query. It starts from the user, so that there is a
 * row with the modes even if no entry matches.
 */
export async function listHistory(
  { db }: Pick<Context, 'db'>,
  userId: string,
  { after, ...filter }: HistoryFilter,
): Promise<HistoryPage> {
  const rows = await db
    .select({ entry: entries, job: jobs, modes: modesOf(userId) })
    .from(users)
    .leftJoin(entries, historyCondition(userId, filter, after))
    .leftJoin(jobs, eq(jobs.id, entries.jobId))
    .where(eq(users.id, userId))
    .orderBy(...newestFirst)
    .limit(PAGE_SIZE + 1);
  const found = rows.flatMap(({ entry, job }) => (entry && job ? [{ entry, job }] : []));
  const modes = JSON.parse(rows[0]?.modes ?? '[]') as string[];
  return { ...toPage(found, PAGE_SIZE), modes: modes.sort() };
}
