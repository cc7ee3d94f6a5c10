import 'server-only';
import { AppError } from '@/lib/errors';
import { isPreflight, optionsResponse, readableElsewhere } from './cross-origin';
import { errorResponse } from './errors';
import { observed } from './observed';
import { answer } from './route';

const ALL = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/**
 * All the methods of a route that stands for whatever is not served beside it: one 404 that a script can
 * read, in place of a page. So that a script in a browser can, a preflight is answered as everywhere.
 * @param message what there is instead
 */
export function noEndpoint(message: string) {
  const missing = (request: Request, { params }: { params: Promise<object> }) =>
    observed(request, params, () =>
      answer(async () =>
        isPreflight(request)
          ? optionsResponse(request, ALL)
          : readableElsewhere(request, errorResponse(new AppError('not_found', message))),
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
