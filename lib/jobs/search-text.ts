// What a search compares: texts without case, accents and normal forms. SQLite folds only ASCII, so the
// writer of a label folds it and stores the result; `drizzle/0008_history_search.sql` indexes it.

/** Combining marks of Latin, Greek and Cyrillic, variation selectors, and characters that are not seen. */
const IGNORED = /[\u0300-\u036f\ufe00-\ufe0f\p{Cf}]/gu;
/** Scripts that are written without spaces: every character may begin a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Folds case, accents and compatible forms: `ÉCLAIR`, `éclair` and `e` with a combining accent are equal. */
export function foldText(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(IGNORED, '')
      // Upper case first: it unites ß and ss, and the forms of sigma.
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      .replace(IGNORED, '')
      .replaceAll('ς', 'σ')
      .normalize('NFC')
  );
}

/** The words of a folded text, without the spaces around them. */
function wordsOf(folded: string): string[] {
  return folded.split(/[\s\p{Cc}]+/u).filter((word) => word !== '');
}

function kindOf(character: string): string {
  if (UNSPACED.test(character)) return 'unspaced';
  if (/\p{L}|\p{M}/u.test(character)) return 'letter';
  return /\p{N}/u.test(character) ? 'number' : 'sign';
}

/** The first two characters of every part of a word: after a sign, between letters and digits. */
function innerStarts(word: string): string[] {
  const characters = [...word];
  return characters.flatMap((character, at) => {
    if (at === 0) return [];
    const kind = kindOf(character);
    const begins = kind === 'unspaced' || kind !== kindOf(characters[at - 1] ?? '');
    return begins ? [characters.slice(at, at + 2).join('')] : [];
  });
}

/**
 * The stored search text of a label: its words, then the starts of parts of words. Two spaces stand between
 * them, so that a search for one or two characters finds where a word begins.
 */
export function searchTextOf(label: string): string {
  const words = wordsOf(foldText(label));
  return [...words, ...words.flatMap(innerStarts)].join('  ');
}

/** Punctuation after a word that is typed, which separates words. */
const PUNCTUATION = /(?<![,;.:!?、。，；：])[,;.:!?、。，；：]+$/u;
/** Words of a search that are looked up; the rest are ignored. */
const MAX_WORDS = 12;

/**
 * The spellings of each word of a search. The first is folded. Labels that are not folded yet are indexed in
 * lower case, with their accents. Empty if the text has nothing to look up.
 */
export function searchWords(q: string): [folded: string, ...others: string[]][] {
  const words = new Map<string, Set<string>>();
  for (const typed of wordsOf(q.normalize('NFC').toLowerCase())) {
    const word = typed.replace(PUNCTUATION, '') || typed;
    for (const folded of wordsOf(foldText(word))) {
      words.set(folded, (words.get(folded) ?? new Set([folded])).add(word));
    }
  }
  return [...words.values()].slice(0, MAX_WORDS).map((set) => [...set] as [string, ...string[]]);
}

/** A phrase of FTS5 that finds a word: anywhere, or where a word begins if it is too short for a trigram. */
export function phraseOf(word: string): string {
  const padding = ' '.repeat(Math.max(0, 3 - [...word].length));
  return `"${padding}${word.replaceAll('"', '""')}"`;
}
