import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { toView } from '../to-view';
import type { JobView } from '../view';
import { formatCursor, type HistoryFilter } from './filter';

/** Entries on one page of the history. */
const PAGE_SIZE = 24;

export type HistoryPage = {
  jobs: JobView[];
  /** The cursor of the next, older page; null on the last. */
  next: string | null;
  /** Every mode that the user's jobs have, for the filter. */
  modes: string[];
};

function contains(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    sql`${entries.label} LIKE ${pattern} ESCAPE '\\'`,
    sql`${entries.jobId} LIKE ${pattern} ESCAPE '\\'`,
  );
}

function matching(userId: string, { state, mode, q, archived, after }: HistoryFilter) {
  return and(
    eq(entries.userId, userId),
    archived ? isNotNull(entries.archivedAt) : isNull(entries.archivedAt),
    state && eq(jobs.state, state),
    mode ? eq(jobs.mode, mode) : undefined,
    q ? contains(q) : undefined,
    after && sql`(${entries.addedAt}, ${entries.jobId}) < (${after.addedAt}, ${after.jobId})`,
  );
}

/** One page of a user's history, newest first. Answers from the rows; nothing is asked upstream. */
export async function listHistory(
  { db }: Pick<Context, 'db'>,
  userId: string,
  filter: HistoryFilter,
): Promise<HistoryPage> {
  const found = await db
    .select({ entry: entries, job: jobs })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(matching(userId, filter))
    .orderBy(desc(entries.addedAt), desc(entries.jobId))
    .limit(PAGE_SIZE + 1);
  const modes = await db
    .selectDistinct({ mode: jobs.mode })
    .from(entries)
    .innerJoin(jobs, eq(jobs.id, entries.jobId))
    .where(and(eq(entries.userId, userId), isNotNull(jobs.mode)))
    .orderBy(jobs.mode);
  const page = found.slice(0, PAGE_SIZE);
  const last = page.at(-1)?.entry;
  return {
    jobs: page.map(({ entry, job }) => toView(entry, job)),
    next: found.length > PAGE_SIZE && last ? formatCursor(last) : null,
    modes: modes.flatMap(({ mode }) => mode ?? []),
  };
}
