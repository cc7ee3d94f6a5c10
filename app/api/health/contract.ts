import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answer, operation } from '@/app/_http/openapi/operation';

export const paths: ZodOpenApiPathsObject = {
  '/api/health': {
    get: operation({
      id: 'health',
      tag: 'Service',
      summary: 'Whether this Bottega is up',
      answers: {
        200: answer('It is, and its database is open.', z.looseObject({ status: z.string() })),
      },
    }),
  },
};
