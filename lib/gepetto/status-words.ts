import { FAILURE, PENDING, SUCCESS } from './status-tables';

/** What a status of upstream means; `unknown` for a word that stands in no table. */
export type StatusMeaning = 'success' | 'failure' | 'pending' | 'unknown';

const table = (words: string, meaning: StatusMeaning) =>
  words.split(/\s+/).map((word): [string, StatusMeaning] => [normalizeStatus(word), meaning]);

const WORDS = new Map([
  ...table(SUCCESS, 'success'),
  ...table(FAILURE, 'failure'),
  ...table(PENDING, 'pending'),
]);

/** Words that turn the next one around: `not_finished`, `almost done`. */
const NEGATIONS = new Set([
  'not',
  'no',
  'non',
  'nicht',
  'pas',
  'without',
  'partially',
  'partly',
  'almost',
  'nearly',
]);

/** Words that end a longer status and still decide it: `generation_failed`, `job completed`. */
const DECISIVE = new Set(
  `success succeeded successful successfully complete completed done finished error errored fail failed failure
  canceled cancelled timeout timedout expired aborted blocked rejected moderated nsfw pending processing running queued
  waiting retrying`.split(/\s+/),
);

/** What announces that a failure is not the end of the job. */
const RETRY = /^(?:will_)?(?:retry|retries|retrying)(?:_|$)/;

/** A status without case and accents, with `_` between its words: `TimedOut`, `timed-out` and `Timed out` are the same. */
export function normalizeStatus(status: string): string {
  return status
    .normalize('NFKC')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

/** A longer status is decided by a decisive word at its end, or else at its start. */
function meaningOfWords(word: string): StatusMeaning {
  const whole = WORDS.get(word) ?? WORDS.get(word.replaceAll('_', ''));
  if (whole) return whole;
  const parts = word.split('_');
  const last = NEGATIONS.has(parts.at(-2) ?? '') ? undefined : parts.at(-1);
  const decisive = [last, parts[0]].find((part) => part && DECISIVE.has(part));
  return WORDS.get(decisive ?? '') ?? 'unknown';
}

/**
 * Reads a status in any case, with spaces, hyphens or underscores, in the languages of the tables. What follows a
 * colon or stands in brackets explains a word before it that is known: `failed: could not be marked as done`.
 */
export function meaningOf(status: string): StatusMeaning {
  const [head = '', rest] = status.split(/[:(](.*)/s, 2);
  const word = normalizeStatus(head);
  if (rest !== undefined && WORDS.has(word)) {
    return RETRY.test(normalizeStatus(rest)) ? 'pending' : meaningOfWords(word);
  }
  return meaningOfWords(normalizeStatus(status));
}
