import { eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { parseFailure } from '@/lib/gepetto';
import type { State } from '../state';
import type { Cursor, HistorySelection } from './filter';
import { matching, newestFirst } from './matching';

/** Entries that are read, and held in memory, at once; fewer with their answers, each of which may be long. */
const PAGE_SIZE = 500;
const PAGE_SIZE_WITH_BODY = 100;

/** A job as an export has it. Times are ms UTC. */
export type ExportedJob = {
  id: string;
  label: string | null;
  state: State;
  status: string | null;
  mode: string | null;
  /** Where upstream keeps the picture. */
  output: string | null;
  failure: string | null;
  createdAt: number;
  settledAt: number | null;
  checkedAt: number | null;
  addedAt: number;
  archivedAt: number | null;
  /** Upstream's answer, verbatim; null where it is not wanted or there is none. */
  body: string | null;
};

/**
 * What was chosen of a user's history, newest first, page after page for as long as somebody takes them:
 * never more than one page is held. Jobs that are added meanwhile stand before the first page, so that every
 * job that was there at the start comes once, unless its owner removes it under way.
 *
 * @param withBody whether upstream's answers are wanted too: a CSV has no column for them
 */
export async function* exportHistory(
  { db }: Pick<Context, 'db'>,
  userId: string,
  selection: HistorySelection,
  withBody: boolean,
): AsyncGenerator<ExportedJob[], void, undefined> {
  const body = withBody ? jobs.body : sql<string | null>`NULL`;
  // A long list of answers is not fetched for the few that say why they failed.
  const failed = sql<string | null>`CASE WHEN ${jobs.state} = 'failed' THEN ${jobs.body} END`;
  const pageSize = withBody ? PAGE_SIZE_WITH_BODY : PAGE_SIZE;
  let after: Cursor | undefined;
  for (;;) {
    const rows = await db
      .select({
        id: entries.jobId,
        label: entries.label,
        state: jobs.state,
        status: jobs.status,
        mode: jobs.mode,
        output: jobs.output,
        failed,
        createdAt: jobs.createdAt,
        settledAt: jobs.settledAt,
        checkedAt: jobs.checkedAt,
        addedAt: entries.addedAt,
        archivedAt: entries.archivedAt,
        body,
      })
      .from(entries)
      .innerJoin(jobs, eq(jobs.id, entries.jobId))
      .where(matching(userId, selection, after))
      .orderBy(...newestFirst)
      .limit(pageSize);
    const last = rows.at(-1);
    if (last) {
      yield rows.map(({ failed: reason, ...row }) => ({
        ...row,
        failure: reason === null ? null : parseFailure(reason),
      }));
    }
    if (!last || rows.length < pageSize) return;
    after = { addedAt: last.addedAt, jobId: last.id };
  }
}
