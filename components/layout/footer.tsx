import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { LanguageSwitch } from './language-switch';

type Props = { className: string; children?: ReactNode };

/** The end of every page: the language, and what the page puts beside it. */
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
