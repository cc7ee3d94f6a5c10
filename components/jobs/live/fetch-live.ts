import { ApiError, toError } from '@/components/api-client';
import type { JobView } from '@/lib/jobs';

export type LiveJobs = { jobs: JobView[] };

/** The last response for a URL and its ETag, so that an unchanged one is sent without a body. */
let last: { path: string; etag: string; heard: LiveJobs } | undefined;

/**
 * Fetches the pending jobs of a page. Sends `If-None-Match` itself: our responses are `no-store`, so the
 * browser's cache cannot.
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
