import localFont from 'next/font/local';

/*
 * Geist in parts, of which a page loads those whose letters it shows: a text in English or French needs 29 kB of 80.
 * The ranges are those of the package's own stylesheet, which Next cannot preload or give a fallback of the same width.
 */

const latin = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-latin',
  weight: '100 900',
});

/** Names from Central Europe and Turkey. */
const latinExtended = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-ext-wght-normal.woff2',
  variable: '--font-latin-extended',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0, U+2C60-2C7F, U+A720-A7FF',
    },
  ],
});

const cyrillic = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-cyrillic-wght-normal.woff2',
  variable: '--font-cyrillic',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116' }],
});

/** Ids, tokens and code: plain letters, on few pages. */
const mono = localFont({
  src: '../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  variable: '--font-code',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
});

/** Classes of the root element, which define the variables that globals.css names. */
export const FONTS = [latin, latinExtended, cyrillic, mono]
  .map(({ variable }) => variable)
  .join(' ');
