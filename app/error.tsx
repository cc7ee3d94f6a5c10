'use client';

import { ErrorPage } from '@/components/layout/error-page';

/** For pages whose own frame could not be rendered either. */
export default function PageError() {
  return (
    <main id="content" className="mx-auto w-full max-w-352 px-4 pt-16 sm:px-8">
      <ErrorPage />
    </main>
  );
}
