import { type SQL, sql } from 'drizzle-orm';
import { entries, users } from '@/lib/db';
import { translator } from '@/lib/i18n';
import { LOCALES } from '@/lib/i18n/model';
import { STATES, type State } from './model';
import type { Cursor, HistorySelection } from './schemas';
import { foldText, phraseOf, searchWords } from './search-text';

/** The first letters of a state's name mean the state if there are at least this many. */
const MIN_STATE_LETTERS = 3;

let stateNames: Promise<[state: State, name: string][]> | undefined;

/** The words for states in every language of the interface, folded. */
function allStateNames(): Promise<[State, string][]> {
  stateNames ??= Promise.all(
    LOCALES.map(async (locale) => {
      const t = await translator(locale, 'jobs');
      return STATES.flatMap((state) =>
        searchWords(t(`state.${state}`)).map(([name]): [State, string] => [state, name]),
      );
    }),
  ).then((lists) => lists.flat());
  return stateNames;
}

/**
 * The words of a search as conditions of FTS5. A word that begins the name of a state, in any language of the
 * interface, finds the jobs in that state too.
 */
export async function parseSearch(q: string | undefined): Promise<string[]> {
  const names = q ? await allStateNames() : [];
  return searchWords(q ?? '').map(([word, ...spellings]) => {
    const meant = names.filter(
      ([, name]) => name === word || (word.length >= MIN_STATE_LETTERS && name.startsWith(word)),
    );
    const phrases = new Set([word, ...spellings, ...meant.map(([state]) => state)].map(phraseOf));
    return `(${[...phrases].join(' OR ')})`;
  });
}

/** The codes of the selected states and shelves, as `entries_text` writes them. */
function codesOf({ state, archived }: HistorySelection): string[] {
  return [false, true].flatMap((shelf) =>
    STATES.flatMap((name, code) => {
      const isSelected = (archived ?? shelf) === shelf && (state ?? name) === name;
      return isSelected ? [`"<${code + (shelf ? 4 : 0)}>"`] : [];
    }),
  );
}

/** The row of an entry in `entries_search`. It is larger than a JavaScript number, so only SQL sees it. */
export const POSITION = sql`entries.position`;

/**
 * A number within the positions of a user, see `drizzle/0008_history_search.sql`. The drivers bind every number
 * as a REAL, and FTS5 ignores a limit that is no INTEGER.
 */
const userPosition = (userId: string, place: number) =>
  sql`(SELECT ((${users.number} & 4095) << 51) + CAST(${place} AS INTEGER)
    FROM ${users} WHERE ${users.id} = ${userId})`;

/** Positions count the milliseconds down to this time, in 2089. */
const POSITIONS_UNTIL_MS = 2 ** 41 - 1 + Date.UTC(2020, 0, 1);
const POSITIONS_PER_MS = 1_024;
const LAST_PLACE = 2 ** 51 - 1;

/** The position below those of the entries that come after the cursor. */
function lowerBound(userId: string, after: Cursor | undefined): SQL {
  if (!after) return userPosition(userId, -1);
  const { addedAt, jobId, position } = after;
  if (position) return sql`CAST(${position} AS INTEGER)`;
  // If the cursor's entry has been removed: below all of its millisecond.
  const below = Math.max(0, POSITIONS_UNTIL_MS - addedAt) * POSITIONS_PER_MS - 1;
  return sql`coalesce((SELECT ${POSITION} FROM ${entries} WHERE ${entries.userId} = ${userId}
    AND ${entries.jobId} = ${jobId} AND ${entries.addedAt} = ${addedAt}),
    ${userPosition(userId, Math.min(below, LAST_PLACE))})`;
}

/** The condition on `entries_search` for a user's entries with these words that come after the cursor. */
export function searchCondition(
  userId: string,
  selection: HistorySelection,
  words: string[],
  after: Cursor | undefined,
): SQL {
  const mode = selection.mode ? [phraseOf(foldText(selection.mode))] : [];
  const text = [...words, ...mode].map((word) => `text : ${word}`);
  const match = [`code : (${codesOf(selection).join(' OR ')})`, ...text].join(' AND ');
  return sql`entries_search MATCH ${match} AND entries_search.rowid > ${lowerBound(userId, after)}
    AND entries_search.rowid <= ${userPosition(userId, LAST_PLACE)}`;
}
