import 'server-only';
import { after } from 'next/server';
import { requireUser, type SignedIn } from '@/lib/auth';
import { type Context, getContext } from '@/lib/context';
import { errorResponse } from './errors';
import { assertSameOrigin } from './same-origin';

/** What a route handler works with, besides the request. */
export type RouteInput<Params> = { request: Request; params: Params; ctx: Context };
type Segment<Params> = { params: Promise<Params> };
type Handler<Input> = (input: Input) => Promise<Response>;

/** The context of a request: work that outlives its answer is kept alive by the platform. */
export function requestContext(): Promise<Context> {
  return getContext((work) => after(() => work));
}

function withDefaults(response: Response): Response {
  // Next sends no Cache-Control for route handlers, and a cached answer would never change.
  if (!response.headers.has('Cache-Control')) {
    response.headers.set('Cache-Control', 'private, no-store');
  }
  return response;
}

/**
 * Wraps a handler that anybody may call: runs it, maps every error, forbids caching.
 * Anything but GET and HEAD must come from our own pages.
 */
export function publicRoute<Params = object>(handle: Handler<RouteInput<Params>>) {
  return async (request: Request, segment: Segment<Params>): Promise<Response> => {
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') assertSameOrigin(request);
      const ctx = await requestContext();
      return withDefaults(await handle({ request, params: await segment.params, ctx }));
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** The same for signed-in people only: 401 before anything else is looked at. */
export function userRoute<Params = object>(
  handle: Handler<RouteInput<Params> & { user: SignedIn }>,
) {
  return publicRoute<Params>(async (input) =>
    handle({ ...input, user: await requireUser(input.ctx) }),
  );
}
