import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { UPSTREAM_ERRORS } from '@/lib/http/openapi/errors';
import { apiResponse } from '@/lib/http/openapi/response';
import {
  addedJobs,
  addJob,
  addJobsFromText,
  historyQuery,
  jobId,
  jobView,
  listJobs,
  pastedText,
} from '@/lib/jobs';
import { MAX_PASTED_CHARACTERS } from '@/lib/jobs/model';

function bodyError({ input }: { input?: unknown }): string {
  const text = (input as { text?: unknown } | null | undefined)?.text;
  if (typeof text === 'string' && text.length > MAX_PASTED_CHARACTERS) {
    return `The text is longer than ${MAX_PASTED_CHARACTERS} characters. Send it in parts`;
  }
  return 'Send either a job\'s "id" or a "text" that contains job IDs';
}

export const GET = endpoint({
  id: 'listJobs',
  tag: 'Jobs',
  summary: 'List the history',
  description: 'The response comes from the database; Gepetto is not called.',
  access: 'jobs:read',
  query: historyQuery,
  response: {
    200: apiResponse(
      'A page of jobs.',
      z.strictObject({
        jobs: z.array(jobView).describe('Newest first.'),
        nextCursor: z
          .string()
          .nullable()
          .describe('Send it as `cursor` to get the next, older page; null on the last page.'),
      }),
    ),
  },
  handle: async ({ query, ctx, userId }) => {
    const { jobs, next } = await listJobs(ctx, userId, query);
    return { jobs, nextCursor: next };
  },
});

export const POST = endpoint({
  id: 'addJob',
  tag: 'Jobs',
  summary: 'Add a job to the history, or several',
  description:
    'A job that is already in the history is not changed; an archived one is restored. Gepetto is called only for a job that is new to this server. With several IDs in `text`, the response is 200 even if some could not be added: `notAdded` lists these with the reason.',
  access: 'jobs:write',
  body: z.union(
    [
      z.strictObject({ id: jobId.meta({ examples: ['Xk3v9Tq0aB2cD4eF'] }) }),
      z.strictObject({
        text: pastedText.describe(
          'A text with up to 100 job IDs: IDs in lines, a list or a spreadsheet column, URLs with `/job/<id>` in them, curl calls, or JSON from Gepetto.',
        ),
      }),
    ],
    { error: bodyError },
  ),
  response: { 200: apiResponse('The jobs.', addedJobs) },
  errors: [
    'invalid_job_id',
    'too_many_jobs',
    'too_many_job_ids',
    'job_not_found',
    ...UPSTREAM_ERRORS,
  ],
  repeatsUpstream: 'unknown-ids',
  handle: async ({ body, ctx, userId }) => {
    if ('text' in body) return addJobsFromText(ctx, userId, body.text);
    const job = await addJob(ctx, userId, body.id);
    return { job, jobs: [job], notAdded: [] };
  },
});

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
