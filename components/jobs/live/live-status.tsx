'use client';

import { SessionEnded } from '@/components/layout/session-ended';
import { Time } from '@/components/ui/time';
import type { LiveTrouble } from './use-live-jobs';

/** Once is a hiccup; only what lasts is worth a word. */
const SAID_AFTER = 2;

/** Says quietly that a page is no longer up to date. */
export function LiveNote({ trouble }: { trouble: LiveTrouble | null }) {
  const shown = trouble !== null && (trouble.signedOut || trouble.tries >= SAID_AFTER);
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
