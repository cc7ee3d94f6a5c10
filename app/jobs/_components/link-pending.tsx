'use client';

import { useLinkStatus } from 'next/link';

/** A line under the card whose page is on its way. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span aria-hidden className="absolute inset-x-0 -bottom-2 h-0.5 animate-breathe bg-accent" />
  );
}
