import { ApiError, toError } from '@/components/api-client';
import type { JobView } from '@/lib/jobs';

export type LiveJobs = { jobs: JobView[] };

/** What was last heard at an address, and its ETag: an answer that has not changed costs no body. */
let last: { path: string; etag: string; heard: LiveJobs } | undefined;

/**
 * Asks for the pending jobs of a page, by `If-None-Match` where the same was asked before: our answers
 * are not for any cache, the browser's included.
 * @throws ApiError
 */
export async function fetchLive(path: string): Promise<LiveJobs> {
  const known = last?.path === path ? last : undefined;
  const headers = known ? { 'If-None-Match': known.etag } : undefined;
  const response = await fetch(path, { cache: 'no-store', ...(headers && { headers }) }).catch(
    () => {
      throw new ApiError('offline', 'Bottega cannot be reached. Check the connection.', 0, null);
    },
  );
  if (response.status === 304 && known) return known.heard;
  if (!response.ok) throw await toError(response);
  const heard = (await response.json()) as LiveJobs;
  last = { path, etag: response.headers.get('ETag') ?? '', heard };
  return heard;
}
