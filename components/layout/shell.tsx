import { cookies } from 'next/headers';
import Link from 'next/link';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Confirmation } from '@/components/account/confirmation';
import { LiveRegion } from '@/components/ui/feedback';
import { readTheme, THEME_COOKIE } from '@/components/ui/preference-cookies';
import { Tooltips } from '@/components/ui/tooltips';
import { isOperator } from '@/lib/auth';
import { pageUser } from '@/lib/http/request-context';
import type { Area, Messages } from '@/lib/i18n';
import { linksPath, signInPath } from '@/lib/paths';
import { AccountMenu } from './account-menu';
import { Connection } from './connection';
import { NavLink } from './nav-link';
import { Footer } from './public-frame';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';

type ClientMessagesProps = { areas: readonly Area[]; children: ReactNode };

/** Sends the messages of the named areas, and no others, to the client components below. */
export async function ClientMessages({ areas, children }: ClientMessagesProps) {
  const all = await getMessages();
  const messages = Object.fromEntries(areas.map((area) => [area, all[area]])) as Partial<Messages>;
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}

/** Wordmark, main navigation, theme switch and account menu. */
async function Header() {
  const t = await getTranslations('common.nav');
  const user = await pageUser();
  const operator = user !== null && isOperator(user);
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <header className="mx-auto flex h-14 w-full max-w-(--page) items-center gap-3 px-4 sm:h-16 sm:gap-6 sm:px-8 print:hidden">
      <Wordmark />
      {user && (
        // On a phone it scrolls where a language has longer words.
        <nav
          aria-label={t('main')}
          className="-m-1 flex min-w-0 gap-4 overflow-x-auto p-1 [scrollbar-width:none]"
        >
          <NavLink href="/jobs" except="/jobs/new">
            {t('jobs')}
          </NavLink>
          {/* On a phone the history has a button for it. */}
          <div className="flex max-sm:hidden">
            <NavLink href="/jobs/new">{t('newJob')}</NavLink>
          </div>
          <NavLink href="/photos">{t('photos')}</NavLink>
          {/* On a phone the page of new jobs and the photos lead to it. */}
          <div className="flex max-sm:hidden">
            <NavLink href="/recipes">{t('recipes')}</NavLink>
          </div>
          {/* On a phone the account menu leads to them. */}
          <div className="flex max-sm:hidden">
            <NavLink href={linksPath()}>{t('links')}</NavLink>
          </div>
          {operator && (
            <div className="flex max-sm:hidden">
              <NavLink href="/operator">{t('operator')}</NavLink>
            </div>
          )}
        </nav>
      )}
      <div className="ml-auto flex items-center gap-3 sm:gap-5">
        <ThemeSwitch initial={theme} />
        {user ? (
          <AccountMenu email={user.email} operator={operator} />
        ) : (
          <Link href={signInPath()} className="py-2 text-sm hover:text-accent">
            {t('signIn')}
          </Link>
        )}
      </div>
    </header>
  );
}

async function ShellFooter() {
  return <Footer className="max-w-(--page)" signedIn={(await pageUser()) !== null} />;
}

type ShellProps = {
  /** The areas whose messages the page's client components use, besides those of every page. */
  messages?: readonly Area[];
  children: ReactNode;
};

/** The frame of a page: header, content (the target of the skip link) and footer. */
export function Shell({ messages = [], children }: ShellProps) {
  return (
    <ClientMessages areas={['common', 'confirmation', 'errors', ...messages]}>
      <Header />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-(--page) flex-1 flex-col px-4 pt-6 pb-20 has-data-wide:max-sm:pt-1 outline-none sm:px-8 sm:pt-10 sm:has-data-wide:pt-6"
      >
        {children}
      </main>
      <ShellFooter />
      <Connection />
      <LiveRegion />
      <Tooltips />
      <Confirmation />
    </ClientMessages>
  );
}
