import 'server-only';
import { clientAddress } from '@/lib/auth';
import { log } from '@/lib/log';
import { inRequest, type RequestFacts, requestFacts, requestIdFrom } from '@/lib/request';

/** Requested every few seconds by machines, so logged at level `debug`. */
const QUIET = new Set(['/api/health', '/api/ready']);

/** The path of an absolute URL. `new URL` would cost a fifth of the whole log line. */
function pathOf(url: string): string {
  const from = url.indexOf('/', url.indexOf('://') + 3);
  const query = url.indexOf('?', from);
  return query === -1 ? url.slice(from) : url.slice(from, query);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The last index of a value among the segments, or -1. */
function lastIndexOf(segments: string[], value: string): number {
  const at = segments.lastIndexOf(value);
  if (at !== -1) return at;
  return segments.findLastIndex((segment) => decoded(segment) === decoded(value));
}

/** The route of a path: `/v1/job/[id]` for `/v1/job/abc` with `{id: 'abc'}`. The log must not have ids or tokens. */
export function routePattern(pathname: string, params: object): string {
  const segments = pathname.split('/');
  for (const [name, value] of Object.entries(params).reverse()) {
    const values: string[] = [value].flat();
    const at = lastIndexOf(segments, values.at(-1) ?? '');
    if (at === -1) continue;
    const route = Array.isArray(value) ? `[...${name}]` : `[${name}]`;
    segments.splice(at - values.length + 1, values.length, route);
  }
  return segments.join('/');
}

function logRequest(request: Request, params: object, status: number, facts: RequestFacts): void {
  const route = routePattern(pathOf(request.url), params);
  const ms = Math.round(performance.now() - facts.startedAt);
  const line = { method: request.method, route, status, ms, userId: facts.userId };
  const level = status >= 500 ? 'warn' : QUIET.has(route) ? 'debug' : 'info';
  log()[level](line, 'request');
}

/** Next passes no params for a route without parameters, and rejects for a path that it cannot decode. */
async function known(params: Promise<object> | undefined): Promise<object> {
  try {
    return (await params) ?? {};
  } catch {
    return {};
  }
}

/**
 * Runs one API request under its id, which every log line of the request and the response (`X-Request-Id`)
 * have, and logs one line about it.
 * @param params the route's parameters; the line has the route, never their values
 */
export function withRequestLog(
  request: Request,
  params: Promise<object> | undefined,
  make: () => Promise<Response>,
): Promise<Response> {
  const id = requestIdFrom(request.headers);
  const handle = async () => {
    const response = await make();
    response.headers.set('X-Request-Id', id);
    const facts = requestFacts();
    if (facts) logRequest(request, await known(params), response.status, facts);
    return response;
  };
  return inRequest(id, handle, clientAddress(request.headers));
}
