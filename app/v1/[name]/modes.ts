import { z } from 'zod';
import { requestOrigin } from '@/lib/auth';
import {
  callerBody,
  openResultPicture,
  readCallerRequest,
  startForCaller,
  takePlace,
  waitForEnd,
} from '@/lib/drop-in';
import { AppError } from '@/lib/errors';
import { base64Json } from '@/lib/http/base64-json';
import { endpoint } from '@/lib/http/endpoint';
import { errorResponse } from '@/lib/http/errors';
import { UNKNOWN_ENDPOINT } from '@/lib/http/not-found-route';
import { upstreamErrorResponse } from '@/lib/http/openapi/errors';
import { apiResponse } from '@/lib/http/openapi/response';
import { readPrefer } from '@/lib/http/prefer';
import { MODE_NAMES, type ModeName } from '@/lib/submissions/modes';

/** How long a request waits for its turn and upstream's answer, ms. */
const START_MS = 60_000;
/** It waits for that so long at least, whatever the client prefers: an answer that names no job is worth little, ms. */
const MIN_START_MS = 10_000;
/** How long a request without a webhook waits for the picture: less than `maxDuration`, ms. */
const END_MS = 280_000;

const started = z.looseObject({ status: z.string(), id: z.string() });
const ended = z.strictObject({ base64: z.string(), status: z.literal('success') });

/** A job that has not ended in time, or has failed. Its address says where it goes on. */
function endResponse(jobId: string, error: AppError): Response {
  const response = errorResponse(error);
  response.headers.set('Location', `/v1/job/${jobId}`);
  return response;
}

/** The drop-in for upstream's POSTs. Upstream gets the body as it is, but for `webhook`, which is ours. */
export const startJob = endpoint({
  id: '{name}',
  tag: 'Drop-in',
  summary: 'Start a job: {name}',
  description:
    "The drop-in for Gepetto's own POST. The body is passed on as it is. With `webhook`, the answer is Gepetto's and names the job; Bottega calls the webhook with `{id, output}` when the job has ended. Without one, the answer comes when the job has ended, with the picture in base64; after about five minutes it is 504 `job_unfinished`, which names the job. `Prefer: respond-async` gets the answer at once without a webhook, `Prefer: wait=20` one within 20 seconds. `url` may also be the address of a photo of yours, `/api/photos/<id>/picture`.",
  access: 'jobs:start',
  params: z.object({ name: z.enum(MODE_NAMES as [ModeName, ...ModeName[]]) }),
  unknownParams: UNKNOWN_ENDPOINT,
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .describe('A random text for each new request. The same key never starts a second job.'),
    Prefer: z.string().optional().describe('`respond-async`, or `wait=<seconds>` (RFC 7240).'),
  }),
  body: callerBody,
  response: {
    200: apiResponse("Gepetto's JSON.", z.union([started, ended])),
    '4XX': upstreamErrorResponse,
  },
  repeatsUpstream: 'refusals',
  errors: [
    'idempotency_conflict',
    'allowance_spent',
    'too_many_submissions',
    'start_refused',
    'start_cancelled',
    'start_uncertain',
    'photo_gone',
    'job_failed',
    'job_unfinished',
    'picture_unavailable',
    'server_busy',
    'upstream_key_rejected',
    'upstream_out_of_credit',
    'upstream_busy',
  ],
  handle: async ({ request, params, body, ctx, userId }) => {
    const origin = requestOrigin(request.headers);
    if (origin === null) {
      throw new AppError('invalid_request', 'The request has no valid Host header.');
    }
    const { isAsync, waitMs } = readPrefer(request.headers.get('prefer'));
    const wanted = readCallerRequest(body, origin);
    const waits = wanted.callerWebhook === undefined && !isAsync;
    const release = waits ? takePlace() : () => {};
    try {
      const until = ctx.now() + Math.min(END_MS, waitMs ?? END_MS);
      const { jobId, answer } = await startForCaller(ctx, {
        ...wanted,
        userId,
        origin,
        mode: params.name,
        idempotencyKey: request.headers.get('idempotency-key'),
        maxWaitMs: Math.max(MIN_START_MS, Math.min(START_MS, waitMs ?? START_MS)),
      });
      if (!waits) return new Response(answer, { headers: { 'Content-Type': 'application/json' } });
      const end = await waitForEnd(ctx, { userId, jobId }, until, request.signal);
      if (end?.state === 'succeeded')
        return base64Json(await openResultPicture(ctx, userId, jobId));
      return endResponse(jobId, unfinished(jobId, end?.failure));
    } finally {
      release();
    }
  },
});

/** @param failure undefined while the job goes on; null if it has failed without a reason */
function unfinished(jobId: string, failure: string | null | undefined): AppError {
  if (failure === undefined) {
    return new AppError(
      'job_unfinished',
      `The job ${jobId} has not ended yet. It goes on: request GET /v1/job/${jobId}.`,
    );
  }
  const reason = failure ? ` Gepetto says: ${failure}` : '';
  return new AppError('job_failed', `The job ${jobId} has failed.${reason}`);
}
