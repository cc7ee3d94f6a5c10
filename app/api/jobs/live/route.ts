import { revalidated } from '@/lib/http/etag';
import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { getJobs } from '@/lib/jobs';
import { MAX_IDS } from './contract';

/** All the pending jobs of a page in one request: `?id=a&id=b`. */
const get = userRoute(
  async ({ request, ctx, userId }) => {
    const ids = new URL(request.url).searchParams.getAll('id').slice(0, MAX_IDS);
    const jobs = await getJobs(ctx, userId, ids);
    const headers = { 'Cache-Control': 'private, no-store' };
    return revalidated(request, JSON.stringify({ jobs }), headers);
  },
  { scope: 'jobs:read' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
