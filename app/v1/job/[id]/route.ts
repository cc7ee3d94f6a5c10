import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { UPSTREAM_ERRORS } from '@/lib/http/openapi/errors';
import { etagHeader, ifNoneMatch, retryAfter, upstreamHeaders } from '@/lib/http/openapi/headers';
import { apiResponse, notModified } from '@/lib/http/openapi/response';
import { upstreamResponse } from '@/lib/http/upstream-response';
import { getOrAddJob, jobParams, selectTokenWithJob } from '@/lib/jobs';
import { withStoredOutput } from '@/lib/shares';

/** Never prerendered. If it is declared, Next does not have to detect it for each request. */
export const dynamic = 'force-dynamic';

const upstreamJob = z.looseObject({ status: z.string() }).meta({
  id: 'UpstreamJob',
  description:
    "Gepetto's own JSON, verbatim. It documents `status` (`pending`, `success`), `output` (the picture's URL), `mode` and `createdAt`; there may be other fields.",
  examples: [
    {
      status: 'success',
      output: 'https://pictures.example/result.png',
      mode: 'furnish',
      createdAt: '2026-01-01T00:00:00.000Z',
    },
  ],
});

const headers = { ...upstreamHeaders, 'Retry-After': retryAfter };

/** The drop-in for upstream's `GET /v1/job/<id>`. `lib/jobs/README.md` follows a request through it. */
export const GET = endpoint({
  id: 'lookUpJob',
  tag: 'Drop-in',
  summary: 'Get a job as Gepetto returns it',
  description:
    "The drop-in for Gepetto's own `GET /v1/job/<id>`. Adds the job to the caller's history. While it is pending, `Retry-After` says when to send the next request.",
  access: 'jobs:read',
  params: jobParams,
  query: z.object({
    output: z
      .enum(['stored', 'upstream'])
      .optional()
      .describe(
        "`stored`: once Bottega has copied the result, `output` names that copy, at an address that needs no token and is valid for 24 hours. `upstream`: Gepetto's JSON, byte for byte; the default, unless the settings of the account say otherwise.",
      ),
  }),
  headers: ifNoneMatch,
  response: {
    200: apiResponse("Gepetto's JSON.", upstreamJob, { ...headers, ...etagHeader }),
    304: notModified(headers),
  },
  errors: ['invalid_job_id', 'job_not_found', 'server_busy', ...UPSTREAM_ERRORS],
  repeatsUpstream: 'unknown-ids',
  findToken: (ctx, hash, params) => selectTokenWithJob(ctx, hash, params.id),
  handle: async ({ request, params, query, ctx, userId, found, session }) => {
    const response = await getOrAddJob(ctx, userId, params.id, found?.job);
    const isDefault = session?.storedOutput ?? found?.storedOutput ?? false;
    const wanted = query.output === undefined ? isDefault : query.output === 'stored';
    const origin = wanted ? requestOrigin(request.headers) : null;
    if (origin === null) return upstreamResponse(request, response);
    const job = { userId, jobId: params.id, body: response.body };
    const body = await withStoredOutput(ctx, job, origin);
    return upstreamResponse(request, { ...response, body });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
