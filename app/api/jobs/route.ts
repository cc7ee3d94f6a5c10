import { z } from 'zod';
import { readBody } from '@/app/_http/body';
import { userRoute } from '@/app/_http/route';
import { addJob, listHistory, parseFilter } from '@/lib/jobs';

const schema = z.object({ text: z.string().min(1).max(20_000) });

/** A page of the history; the same parameters as the page `/jobs`. */
export const GET = userRoute(
  async ({ request, ctx, user }) => {
    const filter = parseFilter(Object.fromEntries(new URL(request.url).searchParams));
    const { jobs, next } = await listHistory(ctx, user.id, filter);
    return Response.json({ jobs, next });
  },
  { scope: 'jobs:read' },
);

/** Adds a job from whatever was pasted. */
export const POST = userRoute(
  async ({ request, ctx, user }) => {
    const { text } = await readBody(request, schema);
    return Response.json({ job: await addJob(ctx, user.id, text) });
  },
  { scope: 'jobs:write' },
);
