import type { ReactNode } from 'react';

/** What each section gets: the server's time, ms UTC. */
export type SectionProps = { now: number };

/** One component in one state, with its name. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="mb-5 flex flex-col gap-2 last:mb-0">
      <p className="text-muted text-xs">{name}</p>
      <div className="flex flex-wrap items-start gap-3">{children}</div>
    </div>
  );
}

/** Colours follow `color-scheme`, so a panel has the theme that is set on it. */
export function Theme({ name, children }: { name: 'light' | 'dark'; children: ReactNode }) {
  return (
    <div
      className={`min-w-0 flex-1 rounded-panel border border-line bg-wall p-4 text-ink sm:p-6 ${name === 'dark' ? 'scheme-dark' : 'scheme-light'}`}
    >
      {children}
    </div>
  );
}
