import { z } from 'zod';

/** Marks that one character may carry: more than any script needs, and too few to climb over the lines above. */
const MARKS = 6;
const MARK = /^\p{M}$/u;
/** Marks, and what leaves none of its own between them: that does not end a tower. */
const TOWER = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu;
/** Line breaks are the only control characters, and few in a row. */
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;
const MANY_BREAKS = /\n{3,}/g;
const OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/g;
const CONTROLS = /[^\P{Cc}\n]+/gu;

/** A tower up to its last mark that is allowed. */
function lowered(tower: string): string {
  let kept = '';
  let marks = 0;
  for (const character of tower) {
    kept += character;
    if (MARK.test(character)) marks += 1;
    if (marks === MARKS) break;
  }
  return kept;
}

/** How much text is looked at at all, characters: every limit of a text of this kind is far below. */
const MAX_READ = 20_000;

/**
 * A text of several lines that a person typed and others read: without towers of combining marks and without long gaps.
 * Composed (NFC). Control characters and direction overrides (see `lib/plain-text.ts`) are taken out, not refused:
 * phones and word processors copy them along with a number or a name, and nobody sees them.
 */
export const calmText = z
  .string('must be a text')
  .max(MAX_READ, 'is too long')
  .overwrite((text) =>
    text
      .normalize('NFC')
      .replace(BREAKS, '\n')
      .replace(OVERRIDES, '')
      .replace(CONTROLS, ' ')
      .replace(TOWER, lowered)
      .replace(MANY_BREAKS, '\n\n'),
  );

/** The same in one line. */
export const calmLine = calmText.overwrite((text) => text.replace(/\s+/g, ' ').trim());
