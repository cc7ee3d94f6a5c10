import type { JobView } from '@/lib/jobs';

/** A share as its owner sees it. Times are ms UTC. */
export type ShareView = {
  id: string;
  /** `/s/<token>`; null when the secret has been changed since: the link still opens, but cannot be shown. */
  path: string | null;
  createdAt: number;
};

/** What anybody with the link may know of a job: nothing of its owner, its id or its label. */
export type SharedJob = Pick<
  JobView,
  'state' | 'mode' | 'createdAt' | 'settledAt' | 'hasPicture' | 'hasInput'
>;
