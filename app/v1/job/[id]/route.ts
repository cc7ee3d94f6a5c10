import { methods } from '@/lib/http/methods';
import { forUser, route } from '@/lib/http/route';
import { upstreamResponse } from '@/lib/http/upstream-response';
import { getOrAddJob, type PreloadedJob, selectTokenWithJob } from '@/lib/jobs';

// Never rendered ahead, and told so: else Next wraps each request anew to find that out.
export const dynamic = 'force-dynamic';

/** The drop-in for upstream's `GET /v1/job/<id>`: upstream's JSON, from our row where that is fresh. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route<{ id: string }>((input) => {
    const { request, params, ctx } = input;
    let job: PreloadedJob | null = null;
    const readToken = async (hash: string) => {
      const found = await selectTokenWithJob(ctx, hash, params.id);
      job = found.job;
      return found.token;
    };
    return forUser(input, { scope: 'jobs:read', readToken }, async ({ userId }) =>
      upstreamResponse(request, await getOrAddJob(ctx, userId, params.id, job)),
    );
  }),
});
