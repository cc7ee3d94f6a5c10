'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { signInPath } from '@/lib/paths';

type Props = {
  /** What for. */
  to: string;
};

/** Says that one is no longer signed in, with the way to sign in and back to this page. */
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
