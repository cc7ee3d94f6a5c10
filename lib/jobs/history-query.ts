import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { entries, jobs } from '@/lib/db';
import { MAX_COUNTED_JOBS } from './model';
import type { Cursor, HistorySelection } from './schemas';
import { POSITION, searchCondition } from './search-query';

/** A page of a user's history: its entries, newest first, after the cursor. */
export type PageQuery = {
  userId: string;
  selection: HistorySelection;
  after: Cursor | undefined;
  limit: number;
};

/** The selected part of a user's entries. Each combination has an index, see `lib/db/schema/jobs.ts`. */
function selected(userId: string, { state, mode }: HistorySelection): SQL | undefined {
  return and(
    eq(entries.userId, userId),
    state && eq(entries.state, state),
    mode ? eq(entries.mode, mode) : undefined,
  );
}

const archivedIs = (archived: boolean) =>
  archived ? isNotNull(entries.archivedAt) : isNull(entries.archivedAt);

/** The entries after the cursor: the archived ones, or the others. */
function shelf({ userId, selection, after }: PageQuery, archived: boolean): SQL {
  const isAfter =
    after && sql`(${entries.addedAt}, ${entries.jobId}) < (${after.addedAt}, ${after.jobId})`;
  return sql`SELECT ${entries.jobId} AS id, ${entries.addedAt} AS at FROM ${entries}
    WHERE ${and(selected(userId, selection), archivedIs(archived), isAfter)}`;
}

/** The entries whose jobs were started with a photo: few, so that they are sorted without an index. */
function photoPage({ userId, selection, after, limit }: PageQuery): SQL {
  const { archived, photo } = selection;
  const isAfter =
    after && sql`(${entries.addedAt}, ${entries.jobId}) < (${after.addedAt}, ${after.jobId})`;
  return sql`SELECT ${entries.jobId} AS id, ${entries.addedAt} AS at
    FROM ${jobs} CROSS JOIN ${entries} ON ${entries.jobId} = ${jobs.id}
    WHERE ${and(
      sql`${jobs.photoId} = ${photo}`,
      selected(userId, selection),
      archived === undefined ? undefined : archivedIs(archived),
      isAfter,
    )} ORDER BY at DESC, id DESC LIMIT ${limit}`;
}

/** Archived entries and others have an index each: a list of both merges two of them. */
function listedPage(page: PageQuery): SQL {
  const { archived, photo } = page.selection;
  if (photo !== undefined) return photoPage(page);
  const rows =
    archived === undefined
      ? sql`${shelf(page, false)} UNION ALL ${shelf(page, true)}`
      : shelf(page, archived);
  return sql`${rows} ORDER BY at DESC, id DESC LIMIT ${page.limit}`;
}

/**
 * The page among the entries that a search finds. In the order of `position`, which is that of the time at
 * which they were added: the index of the words has no other.
 */
function foundPage({ userId, selection, after, limit }: PageQuery, words: string[]): SQL {
  const { archived, photo } = selection;
  const ofPhoto =
    photo === undefined
      ? undefined
      : sql`${entries.jobId} IN (SELECT id FROM ${jobs} WHERE ${jobs.photoId} = ${photo})`;
  return sql`SELECT ${entries.jobId} AS id, ${entries.addedAt} AS at
    FROM entries_search CROSS JOIN ${entries} ON ${POSITION} = entries_search.rowid
    WHERE ${searchCondition(userId, selection, words, after)} AND ${and(
      selected(userId, selection),
      archived === undefined ? undefined : archivedIs(archived),
      ofPhoto,
    )}
    ORDER BY entries_search.rowid LIMIT ${limit}`;
}

/**
 * A subquery with the ids of a page. It reads no more rows than the page has, however long the history is.
 * @param words of the search; empty for a list without one
 */
export function pageOf(page: PageQuery, words: string[]): SQL {
  return sql`(${words.length > 0 ? foundPage(page, words) : listedPage(page)}) AS page`;
}

/** The position of an entry, as text. */
export const positionText = sql<string | null>`CAST(${POSITION} AS TEXT)`;

type Place = { addedAt: number; jobId: string; position: string | null };

/** Sorts the entries of a page, newest first, as `pageOf` selects them. */
export function inOrder<Row>(rows: Row[], placeOf: (row: Row) => Place, words: string[]): Row[] {
  const compare = (a: Place, b: Place) =>
    words.length > 0
      ? Number(BigInt(a.position ?? 0) - BigInt(b.position ?? 0))
      : b.addedAt - a.addedAt || (a.jobId < b.jobId ? 1 : -1);
  return rows.toSorted((a, b) => compare(placeOf(a), placeOf(b)));
}

/** The next mode of a user's jobs in the alphabet, on one shelf. */
const modeAfter = (userId: string, mode: SQL, archived: boolean) =>
  sql`(SELECT min(${entries.mode}) FROM ${entries}
    WHERE ${and(eq(entries.userId, userId), archivedIs(archived))} AND ${entries.mode} > ${mode})`;

/** Modes that the filter offers. */
const MAX_MODES = 100;

/** The modes among a user's jobs, as a JSON list: one step in the index for each, not one for each job. */
export function modesOf(userId: string): SQL<string> {
  const next = (mode: SQL) => {
    const [active, archived] = [modeAfter(userId, mode, false), modeAfter(userId, mode, true)];
    return sql`coalesce(min(${active}, ${archived}), ${active}, ${archived})`;
  };
  return sql<string>`(WITH RECURSIVE found (mode) AS (
    SELECT ${next(sql`''`)}
    UNION ALL SELECT ${next(sql`found.mode`)} FROM found WHERE found.mode IS NOT NULL LIMIT ${MAX_MODES})
    SELECT json_group_array(mode) FROM found WHERE mode IS NOT NULL)`;
}

/** How many of a user's jobs are in a state that needs attention, up to `MAX_COUNTED_JOBS`; archived ones do not count. */
export type StateCounts = Record<'pending' | 'failed' | 'stalled', number>;

/** `StateCounts` as JSON: as many steps in the index of the states as there are such jobs, at most. */
export function stateCountsOf(userId: string): SQL<string> {
  const count = (state: keyof StateCounts) =>
    sql`(SELECT count(*) FROM (SELECT 1 FROM ${entries}
      WHERE ${and(selected(userId, { state, archived: false }), archivedIs(false))} LIMIT ${MAX_COUNTED_JOBS}))`;
  return sql<string>`(SELECT json_object(
    'pending', ${count('pending')}, 'failed', ${count('failed')}, 'stalled', ${count('stalled')}))`;
}
