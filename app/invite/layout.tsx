import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Shell } from '@/components/layout/shell';

/** The address contains a secret: it must not be found, nor sent to other sites. */
export const metadata: Metadata = { robots: 'noindex, nofollow', referrer: 'no-referrer' };

export default function InviteLayout({ children }: { children: ReactNode }) {
  return <Shell messages={['auth']}>{children}</Shell>;
}
