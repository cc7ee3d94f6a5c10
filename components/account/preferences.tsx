import { cookies } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import { LanguageSwitch } from '@/components/layout/language-switch';
import { ThemeSwitch } from '@/components/layout/theme-switch';
import { readTheme, THEME_COOKIE } from '@/components/ui/preference-cookies';
import { Section } from './section';

/** Language and theme, which also have switches on every page. */
export async function Preferences() {
  const t = await getTranslations('account.preferences');
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <Section title={t('title')} intro={t('intro')}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-3 text-sm">
        <dt>{t('language')}</dt>
        <dd className="text-muted">
          <LanguageSwitch current={await getLocale()} label={t('language')} signedIn />
        </dd>
        <dt>{t('theme')}</dt>
        <dd className="justify-self-start">
          <ThemeSwitch initial={theme} />
        </dd>
      </dl>
    </Section>
  );
}
