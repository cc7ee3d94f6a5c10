/**
 * Characters that leave no mark: spaces, controls, Unicode's default ignorables (zero-width characters, fillers,
 * variation selectors), and the blanks that Unicode counts among the letters and symbols.
 */
const BLANK =
  /^[\s\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\uFFF9-\uFFFC\u{1D159}\u{13430}-\u{1345F}\u{16FE4}]*$/u;

/** Whether a person sees nothing of a text. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/** A trimmed text, or null if a person sees nothing of it. */
export function visibleOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined || isBlank(text) ? null : text.trim();
}

/**
 * Typed or pasted text without control characters and direction overrides, which word processors copy along and
 * the API rejects: see `lib/plain-text.ts`.
 */
export function withoutControls(text: string): string {
  return text.replace(/[\u202A-\u202E\u2066-\u2069]/g, '').replace(/\p{Cc}+/gu, ' ');
}

/** Letters and marks that turn the direction of the text around them. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A person's text inside a sentence or title of ours: isolated (UAX #9, FSI and PDI) if it could reorder the
 * words beside it. In HTML use `dir="auto"` on an element instead.
 */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
