import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { checkNow } from '@/lib/jobs';

/** "Check now": asks upstream at once, also for a job that has stalled. */
const post = userRoute<{ id: string }>(
  async ({ params, ctx, userId }) => Response.json({ job: await checkNow(ctx, userId, params.id) }),
  { scope: 'jobs:write' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
