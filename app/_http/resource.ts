import 'server-only';
import { AppError } from '@/lib/errors';
import { optionsResponse, readableElsewhere } from './cross-origin';
import { errorResponse } from './errors';
import { observed } from './observed';
import { answer } from './route';

type Handler<Segment> = (request: Request, segment: Segment) => Promise<Response>;
type Served<Segment> = {
  [method in 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE']?: Handler<Segment>;
};

/**
 * All the methods of an API resource, from those that it serves: HEAD with GET (Next leaves the body out),
 * OPTIONS, a 405 that names them for the rest, and readable by pages of the origins that the operator
 * allows. A route exports the lot: `export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ GET })`.
 * @param secret as of `readableElsewhere`
 */
export function resource<Segment extends { params: Promise<object> }>(
  served: Served<Segment>,
  { secret = true }: { secret?: boolean } = {},
) {
  const methods = Object.keys(served).flatMap((name) =>
    name === 'GET' ? ['GET', 'HEAD'] : [name],
  );
  const allow = [...methods, 'OPTIONS'].join(', ');

  function refuse(request: Request, segment: Segment): Promise<Response> {
    return observed(request, segment.params, async () => {
      const message = `This method is not served here. Use one of ${allow}.`;
      const response = errorResponse(new AppError('method_not_allowed', message));
      response.headers.set('Allow', allow);
      return response;
    });
  }
  const readable =
    (handle: Handler<Segment> = refuse): Handler<Segment> =>
    (request, segment) =>
      answer(async () => readableElsewhere(request, await handle(request, segment), secret));

  return {
    GET: readable(served.GET),
    POST: readable(served.POST),
    PUT: readable(served.PUT),
    PATCH: readable(served.PATCH),
    DELETE: readable(served.DELETE),
    OPTIONS: (request: Request, { params }: Segment) =>
      observed(request, params, () => answer(async () => optionsResponse(request, allow))),
  };
}
