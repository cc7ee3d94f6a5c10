import { type ApiResult, request, toError } from '@/components/api-client';

export type LiveJobs = ApiResult<'GET /api/jobs/live'>;

/** The last response for a URL and its ETag, so that an unchanged one is sent without a body. */
let last: { path: string; etag: string; jobs: LiveJobs } | undefined;

/**
 * Fetches the pending jobs of a page. Sends `If-None-Match` itself: our responses are `no-store`, so the
 * browser's cache cannot.
 * @throws ApiError
 */
export async function fetchLive(path: string): Promise<LiveJobs> {
  const known = last?.path === path ? last : undefined;
  const headers = known ? { 'If-None-Match': known.etag } : undefined;
  const response = await request(path, { cache: 'no-store', ...(headers && { headers }) });
  if (response.status === 304 && known) return known.jobs;
  if (!response.ok) throw await toError(response);
  const jobs = (await response.json()) as LiveJobs;
  last = { path, etag: response.headers.get('ETag') ?? '', jobs };
  return jobs;
}
