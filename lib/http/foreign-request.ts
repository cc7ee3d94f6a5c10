import 'server-only';

/** What browsers say of a request that another site caused. A sibling of this host is another site to us. */
export const FOREIGN = new Set(['cross-site', 'same-site']);

/**
 * Whether a page of another site caused a request that has the person's cookies, by a link for example. `none`, an
 * address that was typed or opened from another program, is the person's own wish; old browsers send nothing.
 */
export function isForeign(headers: Headers): boolean {
  if (!headers.has('cookie') || headers.has('authorization')) return false;
  return FOREIGN.has(headers.get('sec-fetch-site') ?? '');
}
