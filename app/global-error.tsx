'use client';

import { ErrorPage } from '@/components/layout/error-page';
import './globals.css';

/** Replaces the whole document when the root layout could not be rendered. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto w-full max-w-352 px-4 pt-16 sm:px-8">
          <ErrorPage />
        </main>
      </body>
    </html>
  );
}
