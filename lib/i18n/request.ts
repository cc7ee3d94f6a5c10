import 'server-only';
import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { getEnv } from '@/lib/env';
import { loadMessages } from './catalogue';
import { LOCALE_COOKIE, LOCALES, type Locale, negotiateLocale, PSEUDO_LOCALE } from './model';

/** The language of the current request: the cookie of the language switch, else `Accept-Language`. */
export async function requestLocale(): Promise<Locale> {
  const stored = (await cookies()).get(LOCALE_COOKIE)?.value;
  const accepted = (await headers()).get('accept-language') ?? '';
  const offered: readonly Locale[] = getEnv().pseudoLocale ? [...LOCALES, PSEUDO_LOCALE] : LOCALES;
  return negotiateLocale(stored, accepted, offered);
}

/** next-intl reads this for every request (see `next.config.mjs`). The language is never in the URL. */
export default getRequestConfig(async (options) => {
  const locale = options.locale ?? (await requestLocale());
  return { locale, messages: await loadMessages(locale), timeZone: 'UTC' };
});
