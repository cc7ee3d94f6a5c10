import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { anyError } from '@/lib/http/openapi/errors';
import { operation } from '@/lib/http/openapi/operation';
import { apiResponse } from '@/lib/http/openapi/response';

const readiness = (status: 'ready' | 'not_ready') =>
  z.strictObject({
    status: z.literal(status),
    checks: z.strictObject({
      database: z.enum(['reachable', 'unreachable']),
      migrations: z.enum(['current', 'ahead', 'behind', 'unknown']),
      key: z.enum(['present', 'sandbox', 'refused']),
    }),
  });

export const paths: ZodOpenApiPathsObject = {
  '/api/ready': {
    get: operation({
      id: 'ready',
      tag: 'Service',
      summary: 'Whether this instance can do its work',
      answers: {
        200: apiResponse('It can.', readiness('ready')),
        503: apiResponse(
          'It cannot; `checks` says why. One that is wrongly set up says so as an error.',
          z.union([readiness('not_ready'), anyError]),
        ),
      },
    }),
  },
};
