import 'server-only';
import { log } from '@/lib/log';
import { inRequest, type RequestFacts, requestFacts, requestIdFrom } from '@/lib/request';
import { routePattern } from './route-pattern';

/** Asked every few seconds by machines: their lines would drown the others. */
const QUIET = new Set(['/api/health', '/api/ready']);

/** The path of an absolute address. `new URL` says the same and costs a fifth of the whole line. */
function pathOf(url: string): string {
  const from = url.indexOf('/', url.indexOf('://') + 3);
  const query = url.indexOf('?', from);
  return query === -1 ? url.slice(from) : url.slice(from, query);
}

function logLine(request: Request, params: object, status: number, facts: RequestFacts): void {
  const route = routePattern(pathOf(request.url), params);
  const ms = Math.round(performance.now() - facts.startedAt);
  const line = { method: request.method, route, status, ms, userId: facts.userId };
  const level = status >= 500 ? 'warn' : QUIET.has(route) ? 'debug' : 'info';
  log()[level](line, 'request');
}

/** Next gives a route without parameters none at all, and a path that cannot be read rejects. */
async function known(params: Promise<object> | undefined): Promise<object> {
  try {
    return (await params) ?? {};
  } catch {
    return {};
  }
}

/**
 * Makes the answer to one API request within its facts: every line that is logged on the way carries the
 * request's id, so does the answer (`X-Request-Id`), and one line says how it went.
 * @param params the route's parameters; the line names the route, never their values
 */
export function withRequestLog(
  request: Request,
  params: Promise<object> | undefined,
  make: () => Promise<Response>,
): Promise<Response> {
  const id = requestIdFrom(request.headers);
  return inRequest(id, async () => {
    const response = await make();
    response.headers.set('X-Request-Id', id);
    const facts = requestFacts();
    if (facts) logLine(request, await known(params), response.status, facts);
    return response;
  });
}
