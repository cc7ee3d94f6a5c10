'use client';

import { ErrorPage } from '@/components/layout/error-page';

/** Replaces a page whose layout could not be rendered. */
export default function PageError() {
  return (
    <main id="content" className="mx-auto w-full max-w-352 px-4 pt-16 sm:px-8">
      <ErrorPage />
    </main>
  );
}
