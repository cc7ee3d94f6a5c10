/** What a status of upstream means; `unknown` for a word that stands in no table. */
export type StatusMeaning = 'success' | 'failure' | 'pending' | 'unknown';

// Upstream documents only `success` and `pending`. The tables hold what such services usually say, in lower
// case with `_` between words.

const SUCCESS = `success succeed succeeded successful successfully complete completed done finish finished ready ok
  available generated rendered processed delivered resolved fulfilled`;

const FAILURE = `error errored fail failed failure faulted fault cancel canceled cancelled timeout timed_out
  timedout time_out expired expire abort aborted block blocked nsfw reject rejected refused denied deny invalid crashed
  crash dead terminated killed stopped moderated flagged filtered content_filtered content_filter content_policy
  content_policy_violation policy_violation unsafe deleted removed revoked declined unsupported interrupted exception
  forbidden unprocessable not_found insufficient_credits out_of_credits no_credits out_of_credit unknown_error
  internal_error bad_request lost unsuccessful`;

const PENDING = `pending processing process in_progress inprogress progress running run queued queue in_queue enqueued
  waiting wait started starting start created new submitted received accepted scheduled rendering generating
  uploading downloading loading initializing initialising initialized booting warming_up working active busy
  preparing retrying retry pausing paused delayed throttled deferred pending_review in_review reviewing staging upscaling cancelling canceling
  unfinished incomplete`;

const table = (words: string, meaning: StatusMeaning) =>
  words.split(/\s+/).map((word): [string, StatusMeaning] => [word, meaning]);

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
  'without',
  'partially',
  'partly',
  'almost',
  'nearly',
]);

/** Words that end a longer status and still decide it: `generation_failed`, `job completed`. */
const DECISIVE = new Set(
  `success succeeded successful successfully complete completed done finished error errored fail failed failure
  canceled cancelled timeout timedout expired aborted blocked rejected nsfw pending processing running queued
  waiting retrying`.split(/\s+/),
);

/** A status in lower case with `_` between its words: `TimedOut`, `timed-out` and `Timed out` are the same. */
export function normalizeStatus(status: string): string {
  return status
    .normalize('NFKC')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_|_$/g, '');
}

/**
 * Reads a status in any case, with spaces, hyphens or underscores. A longer status is decided by a decisive
 * word at its end, or else at its start: `generation_failed`, `failed: no room`.
 */
export function meaningOf(status: string): StatusMeaning {
  const word = normalizeStatus(status);
  const whole = WORDS.get(word) ?? WORDS.get(word.replaceAll('_', ''));
  if (whole) return whole;
  const parts = word.split('_');
  const last = NEGATIONS.has(parts.at(-2) ?? '') ? undefined : parts.at(-1);
  const decisive = [last, parts[0]].find((part) => part && DECISIVE.has(part));
  return WORDS.get(decisive ?? '') ?? 'unknown';
}
