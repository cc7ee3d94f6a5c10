import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, users } from '@/lib/db';
import {
  inOrder,
  modesOf,
  pageOf,
  positionText,
  type StateCounts,
  stateCountsOf,
} from './history-query';
import { type EntryRow, toJobView, VIEW_COLUMNS, type ViewRow } from './rows';
import {
  type Cursor,
  formatCursor,
  type HistoryFilter,
  type HistorySelection,
  type JobView,
} from './schemas';
import { parseSearch } from './search-query';

/** Entries on one page of the history page. */
const PAGE_SIZE = 48;

type JobsPage = {
  jobs: JobView[];
  /** Cursor of the next, older page; null on the last. */
  next: string | null;
};

type Found = { entry: EntryRow; job: ViewRow; position: string | null };

/** @param found one row more than `limit`, if there is a next page */
function toPage(found: Found[], limit: number, words: string[]): JobsPage {
  const sorted = inOrder(found, ({ entry, position }) => ({ ...entry, position }), words);
  const page = sorted.slice(0, limit);
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
  {
    cursor,
    limit,
    ...selection
  }: HistorySelection & { cursor?: Cursor | undefined; limit: number },
): Promise<JobsPage> {
  const words = await parseSearch(selection.q);
  const page = pageOf({ userId, selection, after: cursor, limit: limit + 1 }, words);
  const found = await db
    .select({ entry: entries, job: VIEW_COLUMNS, position: positionText })
    .from(page)
    .innerJoin(entries, and(eq(entries.userId, userId), sql`${entries.jobId} = page.id`))
    .innerJoin(jobs, eq(jobs.id, entries.jobId));
  return toPage(found, limit, words);
}

export type HistoryPage = JobsPage & {
  /** Every mode among the user's jobs, for the filter. */
  modes: string[];
  /** Of all jobs that are not archived, whatever the filter. */
  counts: StateCounts;
};

/**
 * A page of a user's history for the history page, in one query. It starts from the user, so that there is a
 * row with the modes even if no entry matches.
 */
export async function listHistory(
  { db }: Pick<Context, 'db'>,
  userId: string,
  { after, ...selection }: HistoryFilter,
): Promise<HistoryPage> {
  const words = await parseSearch(selection.q);
  const page = pageOf({ userId, selection, after, limit: PAGE_SIZE + 1 }, words);
  const rows = await db
    .select({
      entry: entries,
      job: VIEW_COLUMNS,
      position: positionText,
      modes: modesOf(userId),
      counts: stateCountsOf(userId),
    })
    .from(users)
    .leftJoin(page, sql`true`)
    .leftJoin(entries, and(eq(entries.userId, users.id), sql`${entries.jobId} = page.id`))
    .leftJoin(jobs, eq(jobs.id, entries.jobId))
    .where(eq(users.id, userId));
  const found = rows.flatMap(({ entry, job, position }) =>
    entry && job ? [{ entry, job, position }] : [],
  );
  const modes = JSON.parse(rows[0]?.modes ?? '[]') as string[];
  const none: StateCounts = { pending: 0, failed: 0, stalled: 0 };
  const counts = rows[0] ? (JSON.parse(rows[0].counts) as StateCounts) : none;
  return { ...toPage(found, PAGE_SIZE, words), modes: modes.sort(), counts };
}
