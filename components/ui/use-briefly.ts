'use client';

import { useEffect, useState } from 'react';

/** How long news stays in the page, ms. */
const SHOWN_MS = 8_000;

/**
 * Whether something has just happened.
 * @param times how often it has happened: each increase is shown for eight seconds
 */
export function useBriefly(times: number): boolean {
  const [seen, setSeen] = useState(times);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(times), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [times]);
  return times > seen;
}
