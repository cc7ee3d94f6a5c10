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
