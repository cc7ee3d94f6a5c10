import { and, desc, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import { entries, jobs } from '@/lib/db';
import type { Cursor, HistorySelection } from './schemas';

function contains(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    sql`${entries.label} LIKE ${pattern} ESCAPE '\\'`,
    sql`${entries.jobId} LIKE ${pattern} ESCAPE '\\'`,
  );
}

/** A condition on an entry's job, for queries in which the job is not joined yet. */
function jobMatches(condition: SQL | undefined) {
  return sql`EXISTS (SELECT 1 FROM ${jobs} WHERE ${and(eq(jobs.id, entries.jobId), condition)})`;
}

/** The condition for the selected entries of a user's history that come after the cursor. */
export function historyCondition(
  userId: string,
  { state, mode, q, archived }: HistorySelection,
  after: Cursor | undefined,
) {
  return and(
    eq(entries.userId, userId),
    archived === undefined
      ? undefined
      : archived
        ? isNotNull(entries.archivedAt)
        : isNull(entries.archivedAt),
    state || mode
      ? jobMatches(and(state && eq(jobs.state, state), mode ? eq(jobs.mode, mode) : undefined))
      : undefined,
    q ? contains(q) : undefined,
    after && sql`(${entries.addedAt}, ${entries.jobId}) < (${after.addedAt}, ${after.jobId})`,
  );
}

/** The order of every page of the history. Cursors depend on it. */
export const newestFirst = [desc(entries.addedAt), desc(entries.jobId)];
