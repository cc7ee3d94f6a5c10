import { resource } from '@/app/_http/resource';
import { userRoute } from '@/app/_http/route';
import { upstreamResponse } from '@/app/_http/upstream-response';
import { lookUpJob } from '@/lib/jobs';

// Never rendered ahead, and told so: else Next wraps each request anew to find that out.
export const dynamic = 'force-dynamic';

/** The drop-in for upstream's `GET /v1/job/<id>`: upstream's JSON, from our row where that is fresh. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: userRoute<{ id: string }>(
    async ({ request, params, ctx, user }) =>
      upstreamResponse(request, await lookUpJob(ctx, user.id, params.id)),
    { scope: 'jobs:read' },
  ),
});
