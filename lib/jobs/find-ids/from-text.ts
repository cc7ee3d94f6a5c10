import { canBeId, LOOKS, type Look, lookOf, withoutItalics } from './looks';
import { ASSIGNS, BREAKS, LIST_GAP, RANKS, rankOf } from './ranks';
import { splitWords, type Word } from './words';

type Candidate = { id: string; rank: number; look: Look; alone: boolean };

const AND = new Set(['and', 'und', 'et', 'or', 'oder', 'ou', 'plus']);

/** Whether a word is a whole line, item or, outside an object, value ("Kitchen: abc123"). */
function isAlone(word: Word, first: boolean, last: boolean, inObject: boolean): boolean {
  const opens = (first || BREAKS.test(word.gap)) && LIST_GAP.test(word.gap);
  const closes = (last || BREAKS.test(word.gapAfter)) && LIST_GAP.test(word.gapAfter);
  return closes && (opens || (ASSIGNS.test(word.gap) && !word.inUrl && !inObject));
}

/** Lines of nothing but ids: each of them stands alone. */
function separateIds(words: Word[]): Set<Word> {
  const separate = new Set<Word>();
  let line: Word[] = [];
  let only = true;
  const end = () => {
    if (only) for (const word of line) separate.add(word);
    line = [];
    only = true;
  };
  for (const word of words) {
    if (word.gap.includes('\n')) end();
    line.push(word);
    only &&= !word.glued && !word.inUrl && LIST_GAP.test(word.gap);
    only &&= LIST_GAP.test(word.gapAfter) && lookOf(withoutItalics(word.text)) > LOOKS.word;
  }
  end();
  return separate;
}

/** Whether a word is part of a sentence: it looks like no id, and is neither an item nor the name of one. */
function isProse(word: Word, alone: boolean): boolean {
  const { text, gapAfter, inUrl, glued } = word;
  if (alone || inUrl || glued || ASSIGNS.test(gapAfter)) return false;
  return lookOf(withoutItalics(text)) === LOOKS.word && !AND.has(text.toLowerCase());
}

/** The candidates of each line, in order. A list after a label shares its rank: "IDs: abc, def and ghi". */
function candidates(words: Word[], inObject: boolean): Candidate[][] {
  const lines: Candidate[][] = [[]];
  const separate = separateIds(words);
  let listed: { rank: number; look: Look } | undefined;
  let prose = false;
  for (const [at, word] of words.entries()) {
    if (word.gap.includes('\n')) lines.push([]);
    if (AND.has(word.text.toLowerCase())) continue;
    const id = withoutItalics(word.text);
    const look = lookOf(id);
    const last = at === words.length - 1;
    const alone = separate.has(word) || isAlone(word, at === 0, last, inObject);
    prose ||= isProse(word, alone);
    let rank = canBeId(id) ? rankOf(words, at, look, alone) : null;
    const continues =
      LIST_GAP.test(word.gap) &&
      !ASSIGNS.test(word.gapAfter) &&
      !word.glued &&
      // After an id that looks like one a word is no id: "ID: abc123, thanks".
      (look > LOOKS.word || (alone && listed?.look === LOOKS.word));
    if (rank !== null && listed && continues) rank = Math.max(rank, listed.rank);
    listed = rank !== null && rank >= RANKS.labelledWord ? { rank, look } : undefined;
    if (rank !== null) lines.at(-1)?.push({ id, rank, look, alone });
  }
  // "Hello, where is my job?": the greeting of a sentence is no id.
  return prose ? lines.map((line) => line.filter(({ rank }) => rank > RANKS.word)) : lines;
}

/** The best of each group, and what stands alone and looks like an id. */
function choose(groups: Candidate[][]): string[] {
  const all = groups.flat();
  const top = Math.max(0, ...all.map(({ rank }) => rank));
  const kept = groups.map((group) => {
    const best = Math.max(0, ...group.map(({ rank }) => rank));
    const enough = top >= RANKS.id ? Math.max(best, RANKS.id) : top;
    return group.filter(({ rank }) => rank >= enough);
  });
  const chosen = new Set(kept.flat());
  return all
    .filter(
      (candidate) => chosen.has(candidate) || (candidate.alone && candidate.look > LOOKS.word),
    )
    .map(({ id }) => id);
}

/** The ids in running text, lists, addresses, commands and broken JSON. */
export function idsFromText(text: string): string[] {
  const words = splitWords(text);
  const [only] = words;
  if (words.length === 1 && only && !only.glued) {
    const id = withoutItalics(only.text);
    return canBeId(id) ? [id] : [];
  }
  const inObject = text.includes('{');
  const lines = candidates(words, inObject);
  // The lines of an object belong together: its "id" counts, and not what stands on other lines.
  return choose(inObject ? [lines.flat()] : lines);
}
