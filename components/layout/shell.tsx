import type { ReactNode } from 'react';
import { LiveRegion } from '@/components/ui/live-region';
import { Tooltips } from '@/components/ui/tooltips';
import type { Area } from '@/lib/i18n';
import { ClientMessages } from './client-messages';
import { Footer } from './footer';
import { Header } from './header';

type Props = {
  /** The areas whose messages the page's client components use, besides `common` and `errors`. */
  messages?: readonly Area[];
  children: ReactNode;
};

/** The frame of a page: header, content (the target of the skip link) and footer. */
export function Shell({ messages = [], children }: Props) {
  return (
    <ClientMessages areas={['common', 'errors', ...messages]}>
      <Header />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-352 flex-1 flex-col px-4 pt-6 pb-20 outline-none sm:px-8 sm:pt-10"
      >
        {children}
      </main>
      <Footer className="max-w-352" />
      <LiveRegion />
      <Tooltips />
    </ClientMessages>
  );
}
