'use client';

import { ErrorPage } from '@/components/layout/error-page';
import { LOCALE_COOKIE } from '@/lib/i18n/model';
import './globals.css';

/** The stored language, read from the cookie in the browser because the layout is not available. */
function storedLanguage(): string {
  if (typeof document === 'undefined') return 'en';
  return new RegExp(`\\b${LOCALE_COOKIE}=(\\w+)`).exec(document.cookie)?.[1] ?? navigator.language;
}

/** Replaces the root layout when the layout itself could not be rendered. */
export default function GlobalError() {
  return (
    <html lang={storedLanguage()} suppressHydrationWarning>
      <body>
        <main className="mx-auto w-full max-w-352 px-4 pt-16 sm:px-8">
          <ErrorPage />
        </main>
      </body>
    </html>
  );
}
