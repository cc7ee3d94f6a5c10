import type { ReactNode } from 'react';
import { LiveRegion } from '@/components/ui/live-region';
import { Tooltips } from '@/components/ui/tooltips';
import { Header } from './header';

/** The frame of a page: the header, the content that the skip link targets, live region and tooltip. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <>
      <Header />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-352 flex-1 flex-col px-4 pt-6 pb-20 outline-none sm:px-8 sm:pt-10"
      >
        {children}
      </main>
      <LiveRegion />
      <Tooltips />
    </>
  );
}
