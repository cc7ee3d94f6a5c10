/** The languages that users can choose. The first one is the fallback. */
export const LOCALES = ['en', 'fr'] as const;

/** Accented, longer English for tests: enabled by `PSEUDO_LOCALE` alone and never offered. */
export const PSEUDO_LOCALE = 'en-XA';

export type Locale = (typeof LOCALES)[number] | typeof PSEUDO_LOCALE;

/** The cookie that stores the language chosen with the language switch. */
export const LOCALE_COOKIE = 'locale';

/** The name of each language, in that language. */
export const LOCALE_NAMES: Record<(typeof LOCALES)[number], string> = {
  en: 'English',
  fr: 'Français',
};

type Preference = { tag: string; quality: number };

function preferencesIn(acceptLanguage: string): Preference[] {
  return acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const quality = parameters.find((text) => text.startsWith('q='))?.slice(2);
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

/**
 * The best of the offered languages: the stored choice if it is still offered, else the first match in
 * `Accept-Language` (by full tag, then by language), else the fallback.
 */
export function negotiateLocale(
  stored: string | undefined,
  acceptLanguage: string,
  offered: readonly Locale[] = LOCALES,
): Locale {
  const exact = (tag: string) => offered.find((locale) => locale.toLowerCase() === tag);
  const chosen = stored === undefined ? undefined : exact(stored.toLowerCase());
  if (chosen) return chosen;
  for (const { tag } of preferencesIn(acceptLanguage)) {
    const match = exact(tag) ?? exact(tag.split('-')[0] ?? '');
    if (match) return match;
  }
  return LOCALES[0];
}
