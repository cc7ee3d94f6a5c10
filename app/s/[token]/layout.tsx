import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Wordmark } from '@/components/layout/wordmark';

// The URL is the secret: it must reach neither search engines nor other sites.
export const metadata: Metadata = {
  title: 'Shared picture',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
};

/** The frame of share pages, for visitors without an account. */
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
