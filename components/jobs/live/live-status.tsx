'use client';

import { useTranslations } from 'next-intl';
import { SessionEnded } from '@/components/layout/use-action';
import { Time } from '@/components/ui/time';
import type { LiveTrouble } from './use-live-jobs';

/** Failed polls in a row before the note appears; a single failure usually recovers by itself. */
const SHOWN_AFTER_FAILURES = 2;

/** A note that the page is no longer up to date. */
export function LiveStatus({ trouble }: { trouble: LiveTrouble | null }) {
  const t = useTranslations('jobs.live');
  const shown = trouble !== null && (trouble.signedOut || trouble.tries >= SHOWN_AFTER_FAILURES);
  return (
    <p role="status" className="text-muted text-sm empty:hidden">
      {shown && trouble.signedOut && <SessionEnded purpose="live" />}
      {shown && !trouble.signedOut && t.rich('stale', { time: () => <Time at={trouble.since} /> })}
    </p>
  );
}
