'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState, useTransition } from 'react';
import { ApiError } from '@/components/api-client';
import type { Messages } from '@/lib/i18n';
import { signInPath } from '@/lib/paths';
import { askToConfirm, needsConfirmation } from './confirmation-request';

type Code = keyof Messages['errors']['code'];

type SessionEndedProps = {
  /** Why the user must sign in again: to retry an action, or to keep a page live. */
  purpose: 'retry' | 'live';
};

/** Tells the user that the session has ended, with a link that signs in and returns to this page. */
export function SessionEnded({ purpose }: SessionEndedProps) {
  const t = useTranslations('common.signInAgain');
  const path = usePathname();
  return t.rich(purpose, {
    link: (text) => (
      <Link href={signInPath(path)} className="text-accent underline underline-offset-4">
        {text}
      </Link>
    ),
  });
}

/** Returns a function that gives the message for anything thrown, in the language of the page. */
export function useErrorMessage(): (error: unknown) => ReactNode {
  const t = useTranslations('errors');
  return (error) => {
    if (!(error instanceof ApiError)) return t('unexpected');
    if (error.code === 'unauthenticated') return <SessionEnded purpose="retry" />;
    const code = error.code as Code;
    if (t.has(`code.${code}`)) return t(`code.${code}`);
    return error.message === error.code ? t('unexpected') : error.message;
  };
}

/**
 * Runs the action of a control: `busy` while it runs, and until the page has refreshed if the action refreshes
 * it; `error` is the message when it failed. If the server demands it, the user is asked to confirm who they are and
 * the action runs again: what it reads from a form, it reads before.
 */
export function useAction() {
  const describeError = useErrorMessage();
  const [pending, startTransition] = useTransition();
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<ReactNode>(null);
  const busy = pending || asking;

  /** Not within the transition: React would finish no other one, such as that of the dialog, before its end. */
  function confirmAndRetry(action: () => Promise<void>) {
    setAsking(true);
    askToConfirm().then((confirmed) => {
      setAsking(false);
      if (confirmed) attempt(action, false);
    });
  }

  function attempt(action: () => Promise<void>, mayAsk: boolean) {
    startTransition(async () => {
      try {
        await action();
      } catch (thrown) {
        if (mayAsk && needsConfirmation(thrown)) confirmAndRetry(action);
        else setError(describeError(thrown));
      }
    });
  }

  function run(action: () => Promise<void>) {
    if (busy) return;
    setError(null);
    attempt(action, true);
  }

  return { busy, error, run, setError };
}
