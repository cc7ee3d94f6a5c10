/** What chats and social networks show of a link, px. */
export const PREVIEW = { width: 1200, height: 630 } as const;

/**
 * What the font that comes with `next/og` can draw: Latin with its accents, and usual punctuation. For anything else
 * the library would fetch fonts and emoji from other sites.
 */
const DRAWABLE =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u20ac\u2122]*$/;

/** Whether every letter of a text can be drawn. */
export const isDrawable = (text: string): boolean => DRAWABLE.test(text);
