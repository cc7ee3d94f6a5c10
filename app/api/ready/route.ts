import { methods } from '@/lib/http/methods';
import { probeRoute } from '@/lib/http/route';
import { readiness } from '@/lib/readiness';

/**
 * Says whether this instance can do its work, for load balancers and alarms: 200 or 503, with
 * `{"status": "ready" | "not_ready", "checks": {"database", "migrations", "key"}}`, a word each.
 */
const get = probeRoute(async () => {
  const { ready, checks } = await readiness();
  const status = ready ? 'ready' : 'not_ready';
  return Response.json({ status, checks }, { status: ready ? 200 : 503 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
