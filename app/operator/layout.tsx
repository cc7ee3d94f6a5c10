import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { NavLink } from '@/components/layout/nav-link';
import { Shell } from '@/components/layout/shell';
import { requirePageOperator } from '@/lib/http/request-context';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: { default: t('title'), template: '%s · Bottega' } };
}

/** The pages of operators below their navigation. For everybody else they do not exist, and neither does it. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  await requirePageOperator('/operator');
  const t = await getTranslations('operator');
  return (
    <Shell messages={['people', 'securityLog', 'submissions']}>
      <nav
        aria-label={t('title')}
        className="mb-8 flex flex-wrap gap-x-5 border-line border-b sm:mb-10 [&_[aria-current]]:shadow-[0_1px_0_var(--color-ink)]"
      >
        <NavLink href="/operator" exact>
          {t('nav.overview')}
        </NavLink>
        <NavLink href="/operator/submissions">{t('nav.submissions')}</NavLink>
        <NavLink href="/operator/people">{t('nav.people')}</NavLink>
        <NavLink href="/operator/invitations">{t('nav.invitations')}</NavLink>
        <NavLink href="/operator/security-log">{t('nav.securityLog')}</NavLink>
      </nav>
      {children}
    </Shell>
  );
}
