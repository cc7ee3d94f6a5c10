import type { Route } from 'next';

/** What was sent at once: a batch, or a single submission. */
export type Sent = { kind: 'batch' | 'one'; id: string };

/** The page that shows what became of it. */
export const sentPath = ({ kind, id }: Sent): Route =>
  `/jobs/new?${new URLSearchParams({ [kind === 'batch' ? 'batch' : 'sent']: id })}` as Route;

/** Reads what `sentPath` wrote. */
export function sentIn(query: Record<string, string | string[] | undefined>): Sent | null {
  const [batch] = [query.batch].flat();
  const [one] = [query.sent].flat();
  if (batch) return { kind: 'batch', id: batch.slice(0, 100) };
  return one ? { kind: 'one', id: one.slice(0, 100) } : null;
}
