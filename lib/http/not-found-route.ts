import 'server-only';
import { AppError } from '@/lib/errors';
import { isPreflight, optionsResponse, withCors } from './cors';
import { errorResponse } from './errors';
import { withRequestLog } from './request-log';
import { withErrors } from './route';

const ALL = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/**
 * All the methods of a route that stands for whatever is not served beside it: one 404 that a script can
 * read, in place of a page. So that a script in a browser can, a preflight is answered as everywhere.
 * @param message what there is instead
 */
export function notFoundRoute(message: string) {
  const missing = (request: Request, { params }: { params: Promise<object> }) =>
    withRequestLog(request, params, () =>
      withErrors(async () =>
        isPreflight(request)
          ? optionsResponse(request, ALL)
          : withCors(request, errorResponse(new AppError('not_found', message))),
      ),
    );
  return {
    GET: missing,
    POST: missing,
    PUT: missing,
    PATCH: missing,
    DELETE: missing,
    OPTIONS: missing,
  };
}
