import { type Label, labelOf } from './labels';
import { LOOKS, type Look } from './looks';
import type { Word } from './words';

/** How sure it is that a word is a job's id, by what stands around it. */
export const RANKS = { word: 1, likely: 2, sure: 3, labelledWord: 4, id: 5, jobId: 6 } as const;

/** Paths of our own API below `/jobs/`. */
const NOT_JOBS = new Set(['live', 'export']);
const JOB_FOLDER = /^jobs?$/i;
/** `:` or `=` after closing quotes: what stands in front is the name of what follows. */
export const ASSIGNS = /^[ \t\u00A0"'`*)\]}»”’“„«]*[:=]/;
export const BREAKS = /[\n,;|\t]/;
/** All that may stand between an item of a list and its neighbour: no `:`, no `/`, no `.` inside. */
export const LIST_GAP = /^[\s,;|&"'`´‘’“”„‚«»‹›()[\]{}<>*#~!?.–—-]*$/u;
const SAME_LINE = /^[ \t\u00A0#"'`*«»“”„‚‘’([{<]*$/;
/** Between the two words of "job id". */
const SPACE = /^[ -]$/;
/** A name may stand this many words before its `:` ("the id of your job is:"). */
const NAME_WORDS = 5;

/** The name in front of a `:`, from the last words of its line. */
function nameBefore(words: Word[], at: number): Label {
  for (let i = at - 1; i >= 0 && i >= at - NAME_WORDS; i--) {
    const word = words[i] as Word;
    const label = labelOf(word.text, SPACE.test(word.gap) ? words[i - 1]?.text : undefined);
    if (label !== null) return label;
    // Beyond this there is another sentence, field or line.
    if (BREAKS.test(word.gap) || ASSIGNS.test(word.gap)) return null;
  }
  return null;
}

/** What the text in front of a word says about it. */
function labelFor(words: Word[], at: number): { label: Label; named: boolean } {
  const word = words[at] as Word;
  const before = words[at - 1];
  if (!before) return { label: null, named: false };
  if (ASSIGNS.test(word.gap)) return { label: nameBefore(words, at), named: true };
  // "Job ID abc123", "Job #abc123", "--id abc123", "Bearer abc123"
  if (!SAME_LINE.test(word.gap)) return { label: null, named: false };
  const qualifier = SPACE.test(before.gap) ? words[at - 2]?.text : undefined;
  return { label: labelOf(before.text, qualifier), named: false };
}

function isJobPath(words: Word[], at: number): boolean {
  const folder = words[at - 1];
  if (!folder || (words[at] as Word).gap !== '/' || !JOB_FOLDER.test(folder.text)) return false;
  // `/jobs/abc`, and `jobs/abc` where a path may begin.
  return /(?:^|[\s/"'`(<[])$/.test(folder.gap) && !NOT_JOBS.has((words[at] as Word).text);
}

/** @returns null for a word that is something else, an id of another thing for example */
export function rankOf(words: Word[], at: number, look: Look, alone: boolean): number | null {
  const word = words[at] as Word;
  if (isJobPath(words, at)) return RANKS.jobId;
  const { label, named } = labelFor(words, at);
  if (label === 'other') return null;
  // A name of something, or an id in front of its own name: "abc123: kitchen".
  if (ASSIGNS.test(word.gapAfter)) return look === LOOKS.sure && !word.inUrl ? RANKS.likely : null;
  const ends = at === words.length - 1 || !/^[^\S\n]*$/.test(word.gapAfter);
  const labelled = !word.glued || (word.inUrl && named);
  if (labelled && (label === 'jobId' || label === 'id' || label === 'job')) {
    const rank = label === 'jobId' ? RANKS.jobId : RANKS.id;
    if (look > LOOKS.word) return rank;
    // "Job ID: abc", but neither "job failed" nor "ID: see below".
    if (named && ends) return label === 'job' ? RANKS.word : RANKS.labelledWord;
  }
  if (word.inUrl || word.glued) return null;
  if (look > LOOKS.word) return look === LOOKS.sure ? RANKS.sure : RANKS.likely;
  return alone ? RANKS.word : null;
}
