import type { JobView } from '@/lib/jobs';

export type { ShareView } from './schemas';

/** The part of a job that anyone with the link may see: not its owner, id or label. */
export type SharedJob = Pick<
  JobView,
  'state' | 'mode' | 'createdAt' | 'settledAt' | 'hasPicture' | 'hasInput'
>;

/** The path of a share page. */
export function sharePath(token: string): string {
  return `/s/${token}`;
}
