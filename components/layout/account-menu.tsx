'use client';

import { BookOpen, CircleUserRound, Gauge, Link2, LogOut, Settings, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { signOut } from '@/components/auth/auth-client';
import { IconButton } from '@/components/ui/button';
import { ErrorMessage } from '@/components/ui/feedback';
import { Menu, MenuItem, MenuLink } from '@/components/ui/menu';
import { linksPath } from '@/lib/paths';
import { useAction } from './use-action';

type Props = {
  email: string;
  /** Adds the link to the operator's page, for which the header has no room on a phone. */
  operator: boolean;
};

/** The signed-in user's address, links to the settings and the API, and sign-out. */
export function AccountMenu({ email, operator }: Props) {
  const t = useTranslations('common.account');
  const { error, run, setError } = useAction();
  const trigger = useRef<HTMLButtonElement>(null);

  function closeMessage() {
    trigger.current?.focus();
    setError(null);
  }

  return (
    <div className="relative">
      <Menu
        ref={trigger}
        name={t('menu')}
        icon={<CircleUserRound aria-hidden className="size-5" />}
      >
        <p className="max-w-64 truncate px-3 py-2 text-muted text-xs" title={email}>
          {email}
        </p>
        <MenuLink render={<Link href={linksPath()} />} className="sm:hidden">
          <Link2 aria-hidden className="size-4 text-muted" />
          {t('links')}
        </MenuLink>
        {operator && (
          <MenuLink render={<Link href="/operator" />} className="sm:hidden">
            <Gauge aria-hidden className="size-4 text-muted" />
            {t('operator')}
          </MenuLink>
        )}
        <MenuLink render={<Link href="/settings" />}>
          <Settings aria-hidden className="size-4 text-muted" />
          {t('settings')}
        </MenuLink>
        <MenuLink render={<Link href="/docs/api" />}>
          <BookOpen aria-hidden className="size-4 text-muted" />
          {t('api')}
        </MenuLink>
        <MenuItem onClick={() => run(signOut)}>
          <LogOut aria-hidden className="size-4 text-muted" />
          {t('signOut')}
        </MenuItem>
      </Menu>
      {error !== null && (
        // Below the header, which is full on a phone.
        <div className="absolute top-full right-0 z-10 mt-1 flex w-max max-w-[min(20rem,calc(100vw-2rem))] items-start gap-2 rounded-panel border border-line bg-panel p-3 shadow-float">
          <ErrorMessage message={error} />
          <IconButton name={t('closeMessage')} onClick={closeMessage} className="-m-1 size-7!">
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
