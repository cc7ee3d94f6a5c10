import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { endpoint, otherMethods } from '@/lib/http/endpoint';
import { apiResponse } from '@/lib/http/openapi/response';
import { runMaintenance } from '@/lib/maintenance';
import { logSecurity } from '@/lib/security-log';

/** Vercel's limit for this function, s. Maintenance itself stops earlier. */
export const maxDuration = 60;
const MAINTENANCE_MS = 50_000;

function isCron(request: Request): boolean {
  const { cronSecret } = getEnv();
  if (cronSecret === undefined) return false;
  const given = Buffer.from(request.headers.get('authorization') ?? '');
  const expected = Buffer.from(`Bearer ${cronSecret}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Background work, started by a cron service on platforms that keep no process alive. */
export const GET = endpoint({
  documented: false,
  access: 'public',
  response: { 200: apiResponse('Done.', z.strictObject({ status: z.literal('ok') })) },
  handle: async ({ request, ctx }) => {
    if (!isCron(request)) {
      await logSecurity(ctx, 'cron_rejected');
      throw new AppError('unauthenticated', 'Send CRON_SECRET as the bearer token.');
    }
    await runMaintenance(ctx, MAINTENANCE_MS);
    return { status: 'ok' as const };
  },
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
