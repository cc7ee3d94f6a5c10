'use client';

import { useRouter } from 'next/navigation';
import { setCookie } from '@/components/ui/preference-cookies';
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, type Locale } from '@/lib/i18n/model';

/** Stores the chosen language and renders the page again in it. The label comes from the server. */
export function LanguageSwitch({ current, label }: { current: Locale; label: string }) {
  const router = useRouter();
  return (
    <fieldset className="flex gap-4">
      <legend className="sr-only">{label}</legend>
      {LOCALES.map((locale) => (
        <label
          key={locale}
          lang={locale}
          className="cursor-pointer py-2 hover:text-ink has-checked:text-ink has-checked:underline has-checked:underline-offset-4 has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="language"
            value={locale}
            checked={current === locale}
            onChange={() => {
              setCookie(LOCALE_COOKIE, locale);
              router.refresh();
            }}
            className="sr-only"
          />
          {LOCALE_NAMES[locale]}
        </label>
      ))}
    </fieldset>
  );
}
