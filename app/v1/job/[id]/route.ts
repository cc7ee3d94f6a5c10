import { jobResponse } from '@/app/_http/job-response';
import { userRoute } from '@/app/_http/route';
import { lookUpJob } from '@/lib/jobs';

/** The drop-in for upstream's `GET /v1/job/<id>`: upstream's JSON, from our row where that is fresh. */
export const GET = userRoute<{ id: string }>(
  async ({ request, params, ctx, user }) =>
    jobResponse(request, await lookUpJob(ctx, user.id, params.id)),
  { scope: 'jobs:read' },
);
