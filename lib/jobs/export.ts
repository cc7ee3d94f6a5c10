import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { parseFailure } from '@/lib/gepetto';
import { IN_BODY, readBody } from '@/lib/job-body';
import { inOrder, pageOf, positionText } from './history-query';
import type { State } from './model';
import { VIEW_COLUMNS } from './rows';
import type { Cursor, HistorySelection } from './schemas';
import { parseSearch } from './search-query';

/**
 * Entries read, and held in memory, at once; fewer with their bodies, which can be large. Everybody else waits
 * while a page is read: a SQLite file is read synchronously.
 */
const PAGE_SIZE = 200;
const PAGE_SIZE_WITH_BODY = 50;
/** Turns of the event loop that belong to others after each page. */
const TURNS_BETWEEN_PAGES = 4;

/** A job in an export. Times are ms UTC. */
export type ExportedJob = {
  id: string;
  label: string | null;
  state: State;
  status: string | null;
  mode: string | null;
  /** Upstream's URL of the picture. */
  output: string | null;
  failure: string | null;
  createdAt: number;
  settledAt: number | null;
  checkedAt: number | null;
  addedAt: number;
  archivedAt: number | null;
  /** Upstream's JSON, verbatim; null without `withBody` or if upstream has not responded. */
  body: string | null;
};

/**
 * Selected jobs of a user's history, newest first. A page is read when the consumer asks for it, and only one
 * is held in memory. Every job that is there at the start comes exactly once unless it is removed meanwhile:
 * jobs added meanwhile would be before the first page.
 *
 * @param withBody whether to read upstream's JSON too; the CSV has no column for it
 */
export async function* exportHistory(
  { db }: Pick<Context, 'db'>,
  userId: string,
  selection: HistorySelection,
  withBody: boolean,
): AsyncGenerator<ExportedJob[], void, undefined> {
  const body = withBody ? jobs.body : sql<string | null>`NULL`;
  const pageSize = withBody ? PAGE_SIZE_WITH_BODY : PAGE_SIZE;
  const words = await parseSearch(selection.q);
  let after: Cursor | undefined;
  for (;;) {
    const page = pageOf({ userId, selection, after, limit: pageSize }, words);
    const found = await db
      .select({
        id: entries.jobId,
        jobId: entries.jobId,
        position: positionText,
        label: entries.label,
        state: jobs.state,
        status: jobs.status,
        mode: jobs.mode,
        // A picture in the body has no address.
        output: sql<string | null>`nullif(${jobs.output}, ${IN_BODY})`,
        failure: jobs.failure,
        failedBody: VIEW_COLUMNS.failedBody,
        bodyVersion: jobs.bodyVersion,
        createdAt: jobs.createdAt,
        settledAt: jobs.settledAt,
        checkedAt: jobs.checkedAt,
        addedAt: entries.addedAt,
        archivedAt: entries.archivedAt,
        body,
      })
      .from(page)
      .innerJoin(entries, and(eq(entries.userId, userId), sql`${entries.jobId} = page.id`))
      .innerJoin(jobs, eq(jobs.id, entries.jobId));
    const rows = inOrder(found, (row) => row, words);
    const last = rows.at(-1);
    // Large bodies are read one by one, so that only one of them is held in memory.
    let jobsOfPage: ExportedJob[] = [];
    for (const { failedBody, bodyVersion, jobId: _, position: __, ...row } of rows) {
      const failure = row.failure ?? (failedBody === null ? null : parseFailure(failedBody));
      if (!withBody || bodyVersion === null) {
        jobsOfPage.push({ ...row, failure });
        continue;
      }
      if (jobsOfPage.length > 0) yield jobsOfPage;
      jobsOfPage = [];
      yield [{ ...row, failure, body: await readBody(db, { ...row, bodyVersion }) }];
    }
    if (jobsOfPage.length > 0) yield jobsOfPage;
    if (!last || rows.length < pageSize) return;
    after = last;
    // Other requests go first. They take several turns; where there are none, a turn takes microseconds.
    for (let turn = 0; turn < TURNS_BETWEEN_PAGES; turn++) await nextTurn();
  }
}
