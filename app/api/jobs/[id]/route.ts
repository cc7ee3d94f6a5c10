import { methods } from '@/lib/http/methods';
import { readBody } from '@/lib/http/read-body';
import { userRoute } from '@/lib/http/route';
import { getJob, removeJob, updateJob } from '@/lib/jobs';
import { changeBody } from './contract';

type Params = { id: string };

const get = userRoute<Params>(
  async ({ params, ctx, userId }) => Response.json({ job: await getJob(ctx, userId, params.id) }),
  { scope: 'jobs:read' },
);

const patch = userRoute<Params>(
  async ({ request, params, ctx, userId }) => {
    const change = await readBody(request, changeBody);
    return Response.json({ job: await updateJob(ctx, userId, params.id, change) });
  },
  { scope: 'jobs:write' },
);

const remove = userRoute<Params>(
  async ({ params, ctx, userId }) => {
    await removeJob(ctx, userId, params.id);
    return new Response(null, { status: 204 });
  },
  { scope: 'jobs:write' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: get,
  PATCH: patch,
  DELETE: remove,
});
