'use client';

import { useEffect, useState } from 'react';
import type { JobView } from '@/lib/jobs';

/** How long a new picture waits for our copy of it before Gepetto's is shown, ms. */
const PATIENCE_MS = 4_000;

type Reveal = {
  /**
   * `waiting`: for Gepetto. `arriving`: the job has succeeded, its picture is being copied. `shown`: there is a
   * picture. `none`: there will be none.
   */
  phase: 'waiting' | 'arriving' | 'shown' | 'none';
  /** Whether the picture has come, or will come, while the page is open. */
  fresh: boolean;
};

/** Where a job's picture is between the first render and its reveal. */
export function useReveal({
  state,
  hasPicture,
  result,
}: Pick<JobView, 'state' | 'hasPicture' | 'result'>): Reveal {
  const [fresh] = useState(!hasPicture);
  const [impatient, setImpatient] = useState(false);
  const copying = fresh && hasPicture && result?.state === 'waiting';
  useEffect(() => {
    if (!copying) return;
    const timer = setTimeout(() => setImpatient(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [copying]);
  if (hasPicture) return { phase: copying && !impatient ? 'arriving' : 'shown', fresh };
  return { phase: state === 'pending' ? 'waiting' : 'none', fresh };
}
