import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LanguageSwitch } from './language-switch';

type FooterProps = { className: string; signedIn?: boolean; children?: ReactNode };

/** The footer of every page: the language switch, and content that the page adds. */
export function Footer({ className, signedIn = false, children }: FooterProps) {
  const t = useTranslations('common');
  return (
    <footer
      className={`mx-auto flex w-full flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pb-6 text-muted text-sm sm:px-8 print:hidden ${className}`}
    >
      <div>{children}</div>
      <LanguageSwitch current={useLocale()} label={t('language')} signedIn={signedIn} />
    </footer>
  );
}

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
        {/* No link of Next's: a shared page is the first and last that its visitor sees. */}
        <a href="/" className="py-2 font-semibold text-lg tracking-[-0.03em]">
          Bottega
        </a>
      </Footer>
    </>
  );
}
