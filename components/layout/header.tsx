import { cookies } from 'next/headers';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { isOperator } from '@/lib/auth';
import { pageUser } from '@/lib/http/page-user';
import { signInPath } from '@/lib/paths';
import { AccountMenu } from './account-menu';
import { NavLink } from './nav-link';
import { readTheme, THEME_COOKIE } from './theme';
import { ThemeSwitch } from './theme-switch';
import { Wordmark } from './wordmark';

/** Wordmark, main navigation, theme switch and account menu. */
export async function Header() {
  const t = await getTranslations('common.nav');
  const user = await pageUser();
  const operator = user !== null && isOperator(user);
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <header className="mx-auto flex h-16 w-full max-w-352 items-center gap-4 px-4 sm:gap-6 sm:px-8">
      <Wordmark />
      {user && (
        <nav aria-label={t('main')} className="flex gap-4">
          <NavLink href="/jobs">{t('jobs')}</NavLink>
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
