import 'server-only';
import { AppError } from '@/lib/errors';
import { readableElsewhere } from './cross-origin';
import { errorResponse } from './errors';
import { observed } from './observed';
import { answer } from './route';

/**
 * All the methods of a route that stands for whatever is not served beside it: one 404 that a script can
 * read, in place of a page.
 * @param message what there is instead
 */
export function noEndpoint(message: string) {
  const missing = (request: Request, { params }: { params: Promise<object> }) =>
    observed(request, params, () =>
      answer(async () =>
        readableElsewhere(request, errorResponse(new AppError('not_found', message))),
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
