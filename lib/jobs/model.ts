/** The part of lib/jobs that the browser may import: types, constants and pure functions. No zod, no database. */

export const STATES = ['pending', 'succeeded', 'failed', 'stalled'] as const;

/** Bottega's interpretation of upstream's `status`. */
export type State = (typeof STATES)[number];

/** A settled job is final: it never changes and is never requested again. */
export function isSettled(state: State): boolean {
  return state === 'succeeded' || state === 'failed';
}

/** The longest text in which job ids are searched, characters. */
export const MAX_PASTED_CHARACTERS = 50_000;

/** A `data:` URL: a picture inside a text. */
const PICTURE = /\bdata:([\w/+.-]{0,40})[\w/+.;=-]{0,80},[\w+/=%-]+/g;

/** A pasted text with `data:image/png,` in place of the pictures in it, which can be megabytes long. */
export function withoutPictures(text: string): string {
  return text.replace(PICTURE, 'data:$1,');
}

/** Job ids that one text may contain. */
export const MAX_PASTED_IDS = 100;

/** The longest search of the history, characters. */
export const MAX_SEARCH_CHARACTERS = 200;

/** Jobs in a state are counted up to this number: the history says "999+" then. */
export const MAX_COUNTED_JOBS = 1_000;

/** A job's result, or the picture that it was started from. */
export type PictureKind = 'output' | 'input';
