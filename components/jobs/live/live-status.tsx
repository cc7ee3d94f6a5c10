'use client';

import { SessionEnded } from '@/components/layout/describe-error';
import { Time } from '@/components/ui/time';
import type { LiveTrouble } from './use-live-jobs';

/** Failed polls in a row before the note appears; a single failure usually recovers by itself. */
const SHOWN_AFTER_FAILURES = 2;

/** A note that the page is no longer up to date. */
export function LiveStatus({ trouble }: { trouble: LiveTrouble | null }) {
  const shown = trouble !== null && (trouble.signedOut || trouble.tries >= SHOWN_AFTER_FAILURES);
  return (
    <p role="status" className="text-muted text-sm empty:hidden">
      {shown && trouble.signedOut && <SessionEnded to="to keep this page up to date" />}
      {shown && !trouble.signedOut && (
        <>
          Not updated since <Time at={trouble.since} />. It keeps trying.
        </>
      )}
    </p>
  );
}
