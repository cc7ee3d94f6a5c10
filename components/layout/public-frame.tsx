import type { ReactNode } from 'react';
import { Footer } from './footer';
import { Wordmark } from './wordmark';

/**
 * The frame of pages for people without an account. It has no header and sends no messages to the
 * browser: Next loads the client components of `app/not-found.tsx` with every page, shares included.
 */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-6xl flex-1 flex-col justify-center px-4 py-8 outline-none sm:px-8 sm:py-12"
      >
        {children}
      </main>
      <Footer className="max-w-6xl">
        <Wordmark />
      </Footer>
    </>
  );
}
