'use client';

import { useLinkStatus } from 'next/link';

/** A line under a link, or under the card that it fills, while the page behind it is on its way. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span aria-hidden className="absolute inset-x-0 -bottom-1 h-0.5 animate-breathe bg-accent" />
  );
}
