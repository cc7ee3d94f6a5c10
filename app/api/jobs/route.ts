import { methods } from '@/lib/http/methods';
import { readQuery } from '@/lib/http/parse';
import { readBody } from '@/lib/http/read-body';
import { userRoute } from '@/lib/http/route';
import { addJob, historyQuery, listJobs } from '@/lib/jobs';
import { addJobBody } from './contract';

/** A page of the history. */
const get = userRoute(
  async ({ request, ctx, userId }) => {
    const { jobs, next } = await listJobs(ctx, userId, readQuery(request, historyQuery));
    return Response.json({ jobs, nextCursor: next });
  },
  { scope: 'jobs:read' },
);

/** Adds a job by its id, or from whatever was pasted. */
const post = userRoute(
  async ({ request, ctx, userId }) => {
    const body = await readBody(request, addJobBody);
    const job = await addJob(ctx, userId, 'id' in body ? body.id : body.text);
    return Response.json({ job });
  },
  { scope: 'jobs:write' },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
