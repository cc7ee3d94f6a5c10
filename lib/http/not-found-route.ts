import 'server-only';
import { AppError } from '@/lib/errors';
import { isPreflight, optionsResponse } from './cors';
import type { Handler } from './endpoint-types';
import { respond } from './respond';

/** The message of every 404 below /v1 that upstream's API may have and this one does not. */
export const UNKNOWN_ENDPOINT =
  'This endpoint does not exist. Use GET /v1/job/<id>, /v1/styles, /v1/rooms or /v1/skies, or POST /v1/<mode>, for example /v1/redesign.';

const ALL = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** Answers 404 as JSON. A preflight succeeds, so that a script in a browser can read the 404. */
export function notFoundHandler(message: string): Handler {
  return (request, { params }) =>
    isPreflight(request)
      ? respond(request, params, 'none', async () => optionsResponse(request, ALL))
      : respond(request, params, 'token', async () => {
          throw new AppError('not_found', message);
        });
}

/**
 * Every method of a catch-all route: a JSON 404 instead of Next's page.
 * @param message names the endpoints that exist
 */
export function notFoundRoute(message: string) {
  const handler = notFoundHandler(message);
  return {
    GET: handler,
    POST: handler,
    PUT: handler,
    PATCH: handler,
    DELETE: handler,
    OPTIONS: handler,
  };
}
