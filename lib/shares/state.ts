import type { ShareEnd } from './model';

type Facts = {
  expiresAt: number | null;
  maxViews: number | null;
  views: number;
  /** Whether any of its jobs is left. */
  hasItems: boolean;
};

/** Why a link shows nothing any more, ms UTC; null while it works. */
export function endOf(
  { expiresAt, maxViews, views, hasItems }: Facts,
  now: number,
): ShareEnd | null {
  if (!hasItems) return 'empty';
  if (expiresAt !== null && now >= expiresAt) return 'expired';
  return maxViews !== null && views >= maxViews ? 'viewed' : null;
}
