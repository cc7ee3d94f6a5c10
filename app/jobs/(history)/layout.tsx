import type { ReactNode } from 'react';
import { requirePageUser } from '@/app/_session';
import { Shell } from '@/app/_ui/shell';

/** Above the loading state, so that who is not signed in gets a plain redirect. */
export default async function HistoryLayout({ children }: { children: ReactNode }) {
  await requirePageUser('/jobs');
  return <Shell>{children}</Shell>;
}
