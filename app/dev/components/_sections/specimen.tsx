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
