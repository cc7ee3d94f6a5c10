import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import { useTranslations } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { stateIcon } from '@/components/jobs/browser-tab';
import { readTheme, THEME_COOKIE } from '@/components/ui/preference-cookies';
import { requestContext } from '@/lib/http/request-context';
import { FONTS } from './fonts';
import './globals.css';

/** Tells every visitor that the app runs without a key and produces nothing real. */
function SandboxBanner() {
  const t = useTranslations('common.sandbox');
  return (
    <aside
      aria-label={t('label')}
      className="border-line border-b bg-sunken px-4 py-2 text-center text-muted text-xs sm:px-6 print:hidden"
    >
      {t.rich('notice', { code: (name) => <code className="font-mono">{name}</code> })}
    </aside>
  );
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { default: 'Bottega', template: '%s · Bottega' },
    description: t('description'),
    icons: { icon: stateIcon(null) },
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { colorScheme: 'light dark' };

/** The root layout. Reading the cookie makes every page dynamic, as the nonce of the CSP requires. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  const t = await getTranslations('common');
  const { gepetto } = await requestContext();
  return (
    <html
      lang={await getLocale()}
      data-theme={theme}
      className={FONTS}
      // The theme switch changes the attribute in place.
      suppressHydrationWarning
    >
      <body className="flex min-h-dvh flex-col text-base">
        <a
          href="#content"
          className="sr-only rounded-control bg-panel shadow-float focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:px-4 focus:py-2"
        >
          {t('skipToContent')}
        </a>
        {gepetto.sandbox && <SandboxBanner />}
        {children}
      </body>
    </html>
  );
}
