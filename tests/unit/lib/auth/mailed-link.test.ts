import { describe, expect, it } from 'vitest';
import { LINK_MINUTES } from '@/lib/auth/sessions';
import { translator } from '@/lib/i18n';
import { LOCALES } from '@/lib/i18n/model';

describe('how long a mailed link lasts', () => {
  it.each(LOCALES)('is one number on the page and in the mail, in %s', async (locale) => {
    const page = (await translator(locale, 'auth'))('checkMail.body', { minutes: LINK_MINUTES });
    const mail = (await translator(locale, 'mail'))('signIn.outro', { minutes: LINK_MINUTES });
    for (const text of [page, mail]) {
      expect(text.match(/\d+/g)).toEqual([String(LINK_MINUTES)]);
      expect(text).not.toMatch(/\b(?:days?|hours?|jours?|heures?)\b/i);
    }
  });
});
