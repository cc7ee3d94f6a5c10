import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = {
  /** Always visible; a press expands the rest. */
  summary: ReactNode;
  summaryClass?: string;
  children: ReactNode;
};

/** The browser's own disclosure: it works before hydration, and the page search opens it. */
export function Disclosure({ summary, summaryClass, children }: Props) {
  return (
    <details className="group">
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
