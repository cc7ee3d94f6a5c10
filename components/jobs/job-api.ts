/** Where our own API keeps a job of the history, and what hangs below it. */
export function jobApiPath(id: string, below: '' | '/check' | '/shares' = ''): string {
  return `/api/jobs/${encodeURIComponent(id)}${below}`;
}
