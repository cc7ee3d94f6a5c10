import { methods } from '@/lib/http/methods';
import { forUser, route } from '@/lib/http/route';
import { upstreamResponse } from '@/lib/http/upstream-response';
import { getOrAddJob, selectTokenWithJob } from '@/lib/jobs';

// Never rendered ahead, and told so: else Next wraps each request anew to find that out.
export const dynamic = 'force-dynamic';

/** The drop-in for upstream's `GET /v1/job/<id>`: upstream's JSON, from our row where that is fresh. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route<{ id: string }>((input) => {
    const { request, params, ctx } = input;
    const findToken = (_: unknown, hash: string) => selectTokenWithJob(ctx, hash, params.id);
    return forUser(input, { scope: 'jobs:read', findToken }, async ({ userId, found }) =>
      upstreamResponse(request, await getOrAddJob(ctx, userId, params.id, found?.job)),
    );
  }),
});
