'use client';

import { BookOpen, CircleUserRound, LogOut, Settings } from 'lucide-react';
import Link from 'next/link';
import { signOut } from './auth-client';
import { ErrorNote } from './error-note';
import { MENU_ITEM, Menu } from './menu';
import { useAction } from './use-action';

/** Who is signed in, the way to the settings and the way out. */
export function AccountMenu({ email }: { email: string }) {
  const { error, run } = useAction();
  return (
    <div className="flex items-center gap-2">
      <ErrorNote message={error} />
      <Menu name="Account" icon={<CircleUserRound aria-hidden className="size-5" />}>
        <p className="max-w-64 truncate px-3 py-2 text-muted text-xs" title={email}>
          {email}
        </p>
        <Link href="/settings" className={MENU_ITEM}>
          <Settings aria-hidden className="size-4" />
          Settings
        </Link>
        <Link href="/docs/api" className={MENU_ITEM}>
          <BookOpen aria-hidden className="size-4" />
          API
        </Link>
        <button type="button" className={MENU_ITEM} onClick={() => run(signOut)}>
          <LogOut aria-hidden className="size-4" />
          Sign out
        </button>
      </Menu>
    </div>
  );
}
