import 'server-only';
import { AppError } from '@/lib/errors';
import { optionsResponse, withCors } from './cors';
import { errorResponse } from './errors';
import { withRequestLog } from './request-log';
import { withErrors } from './route';

type Handler<Segment> = (request: Request, segment: Segment) => Promise<Response>;
type Served<Segment> = {
  [method in 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE']?: Handler<Segment>;
};

/**
 * All the methods of an API resource, from those that it serves: HEAD with GET (Next leaves the body out),
 * OPTIONS, a 405 that names them for the rest, and readable by pages of the origins that the operator
 * allows. A route exports the lot: `export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET })`.
 * @param secret as of `withCors`
 */
export function methods<Segment extends { params: Promise<object> }>(
  served: Served<Segment>,
  { secret = true }: { secret?: boolean } = {},
) {
  const methods = Object.keys(served).flatMap((name) =>
    name === 'GET' ? ['GET', 'HEAD'] : [name],
  );
  const allow = [...methods, 'OPTIONS'].join(', ');

  function refuse(request: Request, segment: Segment): Promise<Response> {
    return withRequestLog(request, segment.params, async () => {
      const message = `This method is not served here. Use one of ${allow}.`;
      const response = errorResponse(new AppError('method_not_allowed', message));
      response.headers.set('Allow', allow);
      return response;
    });
  }
  const readable =
    (handle: Handler<Segment> = refuse): Handler<Segment> =>
    (request, segment) =>
      withErrors(async () => withCors(request, await handle(request, segment), secret));

  return {
    GET: readable(served.GET),
    POST: readable(served.POST),
    PUT: readable(served.PUT),
    PATCH: readable(served.PATCH),
    DELETE: readable(served.DELETE),
    OPTIONS: (request: Request, { params }: Segment) =>
      withRequestLog(request, params, () =>
        withErrors(async () => optionsResponse(request, allow)),
      ),
  };
}
