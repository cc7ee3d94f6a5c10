import { callApi } from '@/components/api-client';
import { MAX_ITEMS } from '@/lib/shares/model';

/** The ids of a photo's results that are not archived, newest first; as many as a board holds. */
export async function resultsOfPhoto(photoId: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof load>> = await load(photoId, cursor);
    ids.push(...page.jobs.filter((job) => job.hasPicture).map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null && ids.length < MAX_ITEMS);
  return ids.slice(0, MAX_ITEMS);
}

const load = (photo: string, cursor: string | null) =>
  callApi('GET /api/jobs', {
    query: { photo, state: 'succeeded', limit: '100', ...(cursor !== null && { cursor }) },
  });
