import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LanguageSwitch } from './language-switch';

type Props = { className: string; children?: ReactNode };

/** The footer of every page: the language switch, and content that the page adds. */
export function Footer({ className, children }: Props) {
  const t = useTranslations('common');
  return (
    <footer
      className={`mx-auto flex w-full items-center justify-between gap-4 px-4 pb-6 text-muted text-sm sm:px-8 ${className}`}
    >
      <div>{children}</div>
      <LanguageSwitch current={useLocale()} label={t('language')} />
    </footer>
  );
}
