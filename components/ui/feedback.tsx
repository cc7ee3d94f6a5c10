import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** An error beside the control that caused it; renders nothing for null. */
export function ErrorMessage({ message }: { message: ReactNode }) {
  if (message === null) return null;
  return (
    <p role="alert" className="flex gap-2 text-danger text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="wrap-anywhere min-w-0">{message}</span>
    </p>
  );
}

/** Where `announce` writes. React renders it empty; `aria-live` keeps it readable behind a modal dialog. */
export function LiveRegion() {
  return <p data-live-region role="status" aria-live="polite" className="sr-only" />;
}

/** Tells screen readers about a change whose own element has left the page. */
export function announce(message: string): void {
  const region = document.querySelector('[data-live-region]');
  if (!region) return;
  region.textContent = '';
  // Screen readers ignore the same text twice unless the region was empty in between.
  setTimeout(() => {
    region.textContent = message;
  }, 100);
}

/** Moves the focus to the content when its element has left the page: from the body, Tab starts at the top. */
export function restoreFocus(): void {
  if (document.activeElement !== document.body) return;
  document.getElementById('content')?.focus({ preventScroll: true });
}
