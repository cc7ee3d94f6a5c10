import { sharePath } from '@/lib/paths';

/** What can become of a form of the page. */
export const OUTCOMES = [
  'liked',
  'unliked',
  'commented',
  'closed',
  'throttled',
  'invalid',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Where a browser without scripts goes after a form: back to what it was about, which then says what became of it. */
export function afterForm(token: string, outcome: Outcome, n: number | null): string {
  const query = new URLSearchParams({ said: outcome, ...(n !== null && { at: `${n}` }) });
  return `${sharePath(token)}?${query}#${n === null ? 'comments' : `result-${n}`}`;
}

/** Reads what `afterForm` has put into the address of the page; null for anything else. */
export function readOutcome(query: Record<string, string | string[] | undefined>) {
  const outcome = OUTCOMES.find((one) => one === query.said);
  const n = Number(query.at);
  return outcome ? { outcome, n: Number.isInteger(n) && n > 0 ? n : null } : null;
}
