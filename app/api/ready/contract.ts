import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answer, operation } from '@/app/_http/openapi/operation';

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
        200: answer('It can.', readiness('ready')),
        503: answer('It cannot; `checks` says why.', readiness('not_ready')),
      },
    }),
  },
};
