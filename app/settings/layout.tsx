import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/layout/nav-link';
import { Shell } from '@/components/layout/shell';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: { default: t('title'), template: '%s · Bottega' } };
}

/** The settings pages below their navigation. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  const t = useTranslations('settings');
  return (
    <Shell
      messages={[
        'account',
        'masks',
        'myData',
        'auth',
        'passkeys',
        'secondFactor',
        'security',
        'tokens',
        'webhooks',
        'docs',
      ]}
    >
      <div className="mx-auto flex w-full max-w-3xl flex-col">
        <nav
          aria-label={t('title')}
          className="mb-8 flex flex-wrap gap-x-5 border-line border-b sm:mb-10 [&_[aria-current]]:shadow-[0_1px_0_var(--color-ink)]"
        >
          <NavLink href="/settings/account">{t('account')}</NavLink>
          <NavLink href="/settings/security">{t('security')}</NavLink>
          <NavLink href="/settings/tokens">{t('tokens')}</NavLink>
          <NavLink href="/settings/webhooks">{t('webhooks')}</NavLink>
        </nav>
        {children}
      </div>
    </Shell>
  );
}
