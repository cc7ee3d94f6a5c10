import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Wordmark } from '@/components/layout/wordmark';

// The address is the key: it must reach neither a search engine nor another site.
export const metadata: Metadata = {
  title: 'Shared picture',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
};

/** For people without an account: the picture, and where it comes from. */
export default function ShareLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-6xl flex-1 flex-col justify-center px-4 py-8 outline-none sm:px-8 sm:py-12"
      >
        {children}
      </main>
      <footer className="mx-auto w-full max-w-6xl px-4 pb-6 text-muted text-sm sm:px-8">
        <Wordmark />
      </footer>
    </>
  );
}
