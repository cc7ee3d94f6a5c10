import { z } from 'zod';

/** Marks that one character may carry: more than any script needs, and too few to climb over the lines above. */
const MARKS = 6;
const TOWERS = new RegExp(`(\\p{M}{${MARKS}})\\p{M}+`, 'gu');
/** Line breaks are the only control characters, and few in a row. */
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const MANY_BREAKS = /\n{3,}/g;
const FORBIDDEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/u;

/** How much text is looked at at all, characters: every limit of a text of this kind is far below. */
const MAX_READ = 20_000;

/**
 * A text of several lines that a person typed and others read: without control characters and direction overrides
 * (see `lib/plain-text.ts`), without towers of combining marks and without long gaps. Composed (NFC).
 */
export const calmText = z
  .string('must be a text')
  .max(MAX_READ, 'is too long')
  .overwrite((text) =>
    text.normalize('NFC').replace(BREAKS, '\n').replace(TOWERS, '$1').replace(MANY_BREAKS, '\n\n'),
  )
  .refine((text) => !FORBIDDEN.test(text), 'must not contain control characters');

/** The same in one line. */
export const calmLine = calmText.overwrite((text) => text.replace(/\s+/g, ' ').trim());
