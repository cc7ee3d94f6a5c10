import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import type { ErrorCode } from '@/lib/errors';
import { upstreamRefusal } from '@/lib/http/openapi/errors';
import { etagHeader, retryAfter, upstreamHeaders } from '@/lib/http/openapi/headers';
import { ifNoneMatch, jobPath, operation } from '@/lib/http/openapi/operation';
import { apiResponse, notModified } from '@/lib/http/openapi/response';

/** All that is relied on; whatever else Gepetto says is passed on. */
const upstreamJob = z.looseObject({ status: z.string() }).meta({
  id: 'UpstreamJob',
  description:
    "Gepetto's own JSON, verbatim. It documents `status` (`pending`, `success`), `output` (the picture's address), `mode` and `createdAt`; other fields may come.",
  examples: [
    {
      status: 'success',
      output: 'https://pictures.example/result.png',
      mode: 'furnish',
      createdAt: '2026-01-01T00:00:00.000Z',
    },
  ],
});

const UPSTREAM_TROUBLE: ErrorCode[] = [
  'upstream_key_rejected',
  'upstream_unavailable',
  'upstream_timeout',
  'upstream_busy',
];

const jobHeaders = { ...upstreamHeaders, 'Retry-After': retryAfter };

function catalogue(name: 'styles' | 'rooms' | 'skies') {
  return {
    get: operation({
      id: name,
      tag: 'Drop-in',
      summary: `The ${name} that Gepetto offers`,
      description: "Gepetto's own list, verbatim, kept for hours.",
      scope: 'jobs:read',
      params: { header: ifNoneMatch },
      answers: {
        200: apiResponse("Gepetto's JSON.", z.unknown(), { ...upstreamHeaders, ...etagHeader }),
        304: notModified(upstreamHeaders),
        '4XX': upstreamRefusal,
      },
      errors: UPSTREAM_TROUBLE,
    }),
  };
}

export const paths: ZodOpenApiPathsObject = {
  '/v1/job/{id}': {
    get: operation({
      id: 'lookUpJob',
      tag: 'Drop-in',
      summary: 'A job, as Gepetto answers',
      description:
        "The drop-in for Gepetto's own `GET /v1/job/<id>`. Every job that is asked for enters the history of whoever asks. While it is pending, `Retry-After` says when asking again makes sense.",
      scope: 'jobs:read',
      params: { path: jobPath, header: ifNoneMatch },
      answers: {
        200: apiResponse("Gepetto's JSON.", upstreamJob, { ...jobHeaders, ...etagHeader }),
        304: notModified(jobHeaders),
      },
      errors: ['invalid_job_id', 'job_not_found', ...UPSTREAM_TROUBLE],
      repeatsUpstream: true,
    }),
  },
  '/v1/styles': catalogue('styles'),
  '/v1/rooms': catalogue('rooms'),
  '/v1/skies': catalogue('skies'),
};
