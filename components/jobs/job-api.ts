/** The path of a job in our API, or of a resource below it. */
export function jobApiPath(id: string, below: '' | '/check' | '/shares' = ''): string {
  return `/api/jobs/${encodeURIComponent(id)}${below}`;
}
