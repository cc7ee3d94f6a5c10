'use client';

import { useLinkStatus } from 'next/link';

/** A line below a link, or below the card that it covers, while its page is loading. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span aria-hidden className="absolute inset-x-0 -bottom-1 h-0.5 animate-breathe bg-accent" />
  );
}
