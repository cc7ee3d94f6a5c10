import { timingSafeEqual } from 'node:crypto';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { methods } from '@/lib/http/methods';
import { publicRoute } from '@/lib/http/route';
import { runMaintenance } from '@/lib/maintenance';

/** Seconds that the platform lets a sweep go on; the sweep itself stops before. */
export const maxDuration = 60;
const SWEEP_MS = 50_000;

function isCron(request: Request): boolean {
  const { cronSecret } = getEnv();
  if (cronSecret === undefined) return false;
  const given = Buffer.from(request.headers.get('authorization') ?? '');
  const wanted = Buffer.from(`Bearer ${cronSecret}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Keeps house, called by a cron service where no process of ours stays alive. */
const get = publicRoute(async ({ request, ctx }) => {
  if (!isCron(request)) {
    throw new AppError('unauthenticated', 'A sweep wants the CRON_SECRET as its bearer.');
  }
  await runMaintenance(ctx, SWEEP_MS);
  return Response.json({ status: 'ok' });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
