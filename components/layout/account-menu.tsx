'use client';

import { BookOpen, CircleUserRound, Gauge, LogOut, Settings, X } from 'lucide-react';
import Link from 'next/link';
import { useRef } from 'react';
import { signOut } from '@/components/auth/auth-client';
import { ErrorMessage } from '@/components/ui/error-message';
import { MENU_ITEM, Menu } from '@/components/ui/menu';
import { useAction } from './use-action';

type Props = {
  email: string;
  /** Whether the operator's page is to be reached from here: on a phone the header has no room for it. */
  operator: boolean;
};

/** Who is signed in, the way to the settings and the way out. */
export function AccountMenu({ email, operator }: Props) {
  const { error, run, setError } = useAction();
  const place = useRef<HTMLDivElement>(null);

  function closeMessage() {
    place.current?.querySelector('summary')?.focus();
    setError(null);
  }

  return (
    <div ref={place} className="relative">
      <Menu name="Account" icon={<CircleUserRound aria-hidden className="size-5" />}>
        <p className="max-w-64 truncate px-3 py-2 text-muted text-xs" title={email}>
          {email}
        </p>
        {operator && (
          <Link href="/operator" className={`${MENU_ITEM} sm:hidden`}>
            <Gauge aria-hidden className="size-4" />
            Operator
          </Link>
        )}
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
      {error !== null && (
        // Out of the row, which on a phone is full.
        <div className="absolute top-full right-0 z-10 mt-1 flex w-max max-w-[min(20rem,calc(100vw-2rem))] items-start gap-2 rounded-panel border border-line bg-panel p-3 shadow-float">
          <ErrorMessage message={error} />
          <button
            type="button"
            onClick={closeMessage}
            className="-m-1 grid size-7 shrink-0 place-items-center rounded-control text-muted hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden className="size-4" />
            <span className="sr-only">Close the message</span>
          </button>
        </div>
      )}
    </div>
  );
}
