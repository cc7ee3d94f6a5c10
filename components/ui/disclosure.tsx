import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  /** Always visible; a press expands the rest. */
  summary: ReactNode;
  summaryClass?: string;
  /** Whether it is expanded at first. Do not change it later: that would undo what the reader does. */
  open?: boolean;
  children: ReactNode;
};

/** The browser's own disclosure: it works before hydration, and the page search opens it. */
export function Disclosure({ summary, summaryClass, open = false, children }: Props) {
  return (
    <details className="group" open={open || undefined}>
      <summary className={clsx('flex list-none items-center', summaryClass)}>
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      {children}
    </details>
  );
}
