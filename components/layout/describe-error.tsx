'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { ApiError, messageOf } from '@/components/api-client';
import { signInPath } from '@/lib/paths';

type Props = {
  /** Completes "Sign in again ...". */
  to: string;
};

/** Tells the user that the session has ended, with a link that signs in and returns to this page. */
export function SessionEnded({ to }: Props) {
  const path = usePathname();
  return (
    <>
      Your session has ended.{' '}
      <Link href={signInPath(path)} className="text-accent underline underline-offset-4">
        Sign in again
      </Link>{' '}
      {to}.
    </>
  );
}

/** The message for anything thrown, with a link to sign in when the session has ended. */
export function describeError(error: unknown): ReactNode {
  if (error instanceof ApiError && error.code === 'unauthenticated') {
    return <SessionEnded to="and try it once more" />;
  }
  return messageOf(error);
}
