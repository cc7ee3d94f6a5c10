import { getRequestConfig } from 'next-intl/server';
import { loadMessages } from './catalogue';
import { requestLocale } from './request-locale';

/** next-intl reads this for every request (see `next.config.mjs`). The language is never in the URL. */
export default getRequestConfig(async (options) => {
  const locale = options.locale ?? (await requestLocale());
  return { locale, messages: await loadMessages(locale), timeZone: 'UTC' };
});
