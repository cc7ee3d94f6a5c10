import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { operation } from '@/lib/http/openapi/operation';
import { apiResponse } from '@/lib/http/openapi/response';

export const paths: ZodOpenApiPathsObject = {
  '/api/health': {
    get: operation({
      id: 'health',
      tag: 'Service',
      summary: 'Whether this instance lives',
      answers: {
        200: apiResponse('It does.', z.strictObject({ status: z.literal('ok') })),
      },
    }),
  },
};
