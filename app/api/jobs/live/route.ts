import { revalidated } from '@/app/_http/etag';
import { userRoute } from '@/app/_http/route';
import { openJobs } from '@/lib/jobs';
import { MAX_IDS } from './contract';

/** All the pending jobs of a page in one request: `?id=a&id=b`. */
export const GET = userRoute(
  async ({ request, ctx, user }) => {
    const ids = new URL(request.url).searchParams.getAll('id').slice(0, MAX_IDS);
    const jobs = await openJobs(ctx, user.id, ids);
    const headers = new Headers({ 'Cache-Control': 'private, no-store' });
    return revalidated(request, JSON.stringify({ jobs }), headers);
  },
  { scope: 'jobs:read' },
);
