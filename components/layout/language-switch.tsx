'use client';

import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { setCookie } from '@/components/ui/preference-cookies';
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, type Locale } from '@/lib/i18n/model';

/** Emails to the user follow the switch. Without the API client, which share pages do not load. */
async function storeForMails(locale: Locale): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ locale });
  // If it fails, emails stay in the previous language.
  await fetch('/api/account', { method: 'PATCH', headers, body }).catch(() => undefined);
}

type Props = {
  current: Locale;
  label: string;
  /** Whether somebody is signed in, whose emails follow the choice. */
  signedIn?: boolean;
};

/** Stores the chosen language and renders the page again in it. The label comes from the server. */
export function LanguageSwitch({ current, label, signedIn = false }: Props) {
  const router = useRouter();
  const name = useId();
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
            name={name}
            value={locale}
            checked={current === locale}
            onChange={() => {
              setCookie(LOCALE_COOKIE, locale);
              if (signedIn) void storeForMails(locale);
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
