/** The part of lib/submissions that the browser may import: types, constants and pure functions. No zod, no database. */

/**
 * The life of a submission, a person's wish to start a job:
 *
 * - `queued`: not sent yet; it waits for its turn and for the budget
 * - `sending`: claimed and perhaps sent; a process that dies leaves it `uncertain`
 * - `accepted`: upstream has named the job; its row exists
 * - `refused`: upstream, or we, said no before anything was started
 * - `uncertain`: a job may have been started, and may be billed; a webhook or a person settles it
 * - `cancelled`: taken back before it was sent
 * - `closed`: an uncertain one that a person gave up
 */
export const SUBMISSION_STATES = [
  'queued',
  'sending',
  'accepted',
  'refused',
  'uncertain',
  'cancelled',
  'closed',
] as const;

export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** Where a submission came from: a page, `POST /api/submissions`, a POST of the drop-in, or a step of a recipe. */
export const SUBMISSION_SOURCES = ['form', 'api', 'drop-in', 'recipe'] as const;

export type SubmissionSource = (typeof SUBMISSION_SOURCES)[number];

/**
 * Why a submission was refused, or is uncertain:
 *
 * - `rejected`: upstream answered with another 4xx; `reason` has its words
 * - `key_rejected`: upstream refuses the key of this server
 * - `out_of_credit`: upstream answered 402; the submission stays queued, and sending stops
 * - `rate_limited`: upstream answered 429; the submission stays queued
 * - `photo_gone`: the photo or the mask was deleted before it was sent
 * - `no_answer`: no answer, or not in time; without a connection it stays queued
 * - `server_error`: upstream answered 5xx
 * - `unreadable`: upstream answered 2xx without an id of a job
 * - `interrupted`: this server stopped while it was sending
 */
export const SUBMISSION_PROBLEMS = [
  'rejected',
  'key_rejected',
  'out_of_credit',
  'rate_limited',
  'photo_gone',
  'no_answer',
  'server_error',
  'unreadable',
  'interrupted',
] as const;

export type SubmissionProblem = (typeof SUBMISSION_PROBLEMS)[number];

/** The same as a person is told: `paused` is what keeps a queued one while an operator has paused sending. */
export const SHOWN_PROBLEMS = [...SUBMISSION_PROBLEMS, 'paused'] as const;

/** The colour of a mask that means "change here". Upstream does not document it. */
export const MASK_COLOURS = ['white', 'black'] as const;

export type MaskColour = (typeof MASK_COLOURS)[number];

/** How long an idempotency key is kept, ms. */
export const IDEMPOTENCY_MS = 24 * 60 * 60 * 1_000;
/** The longest idempotency key, characters. */
export const MAX_KEY_LENGTH = 200;
/** The most jobs that one request may start. */
export const MAX_BATCH = 100;
/** The most submissions of a user that wait to be sent. */
export const MAX_QUEUED = 2_000;
/** Submissions on a page of a list. */
export const SUBMISSIONS_PER_PAGE = 100;

/** States that only a person leaves, or upstream's word that there is a job after all. */
export const isFinal = (state: SubmissionState): boolean =>
  state === 'accepted' || state === 'refused' || state === 'cancelled' || state === 'closed';

/** Whether submissions are sent: `paused` by an operator, or `out_of_credit` at Gepetto. */
export const SENDING_STATES = ['on', 'paused', 'out_of_credit'] as const;

export type SendingState = (typeof SENDING_STATES)[number];
