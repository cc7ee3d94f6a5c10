import { z } from 'zod';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { anyError } from '@/lib/http/openapi/errors';
import { apiResponse } from '@/lib/http/openapi/response';
import { readiness } from '@/lib/readiness';

const report = <Status extends string>(status: Status) =>
  z.strictObject({
    status: z.literal(status),
    checks: z.strictObject({
      database: z.enum(['reachable', 'not_writable', 'unreachable']),
      migrations: z.enum(['current', 'ahead', 'behind', 'unknown']),
      key: z.enum(['present', 'sandbox', 'refused']),
      storage: z
        .enum(['full', 'denied', 'unavailable'])
        .optional()
        .describe('Only if results cannot be stored: why the folder cannot be written.'),
    }),
  });

/** For load balancers and alarms. */
export const GET = endpoint({
  id: 'ready',
  tag: 'Service',
  summary: 'Check whether this instance can serve requests',
  access: 'probe',
  response: {
    200: apiResponse('The instance is ready.', report('ready')),
    503: apiResponse(
      'The instance is not ready; `checks` has the reason. An invalid configuration is reported as an error.',
      z.union([report('not_ready'), anyError]),
    ),
  },
  handle: async () => {
    const { ready, checks } = await readiness();
    return ready
      ? { status: 'ready' as const, checks }
      : Response.json({ status: 'not_ready', checks }, { status: 503 });
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
