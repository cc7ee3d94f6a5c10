import { readBody } from '@/app/_http/body';
import { resource } from '@/app/_http/resource';
import { userRoute } from '@/app/_http/route';
import { changeEntry, openJob, removeEntry } from '@/lib/jobs';
import { changeBody } from './contract';

type Params = { id: string };

const get = userRoute<Params>(
  async ({ params, ctx, userId }) => Response.json({ job: await openJob(ctx, userId, params.id) }),
  { scope: 'jobs:read' },
);

const patch = userRoute<Params>(
  async ({ request, params, ctx, userId }) => {
    const change = await readBody(request, changeBody);
    return Response.json({ job: await changeEntry(ctx, userId, params.id, change) });
  },
  { scope: 'jobs:write' },
);

const remove = userRoute<Params>(
  async ({ params, ctx, userId }) => {
    await removeEntry(ctx, userId, params.id);
    return new Response(null, { status: 204 });
  },
  { scope: 'jobs:write' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: get,
  PATCH: patch,
  DELETE: remove,
});
