import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** What went wrong, beside the control that caused it; nothing while nothing did. */
export function ErrorMessage({ message }: { message: ReactNode }) {
  if (message === null) return null;
  return (
    <p role="alert" className="flex gap-2 text-danger text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="wrap-anywhere min-w-0">{message}</span>
    </p>
  );
}
