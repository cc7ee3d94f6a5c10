import 'server-only';
import { after } from 'next/server';
import { type Context, getContext } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { countRequest } from '@/lib/rate-limit';
import { type FindToken, type FoundToken, type Scope, selectToken } from '@/lib/tokens';
import { assertScope, authenticate } from './authenticate';
import { errorResponse } from './errors';
import { assertAllowedRate, withRateLimit } from './rate-limit';
import { withRequestLog } from './request-log';
import { assertSameOrigin } from './same-origin';
import { assertNoTokenInUrl } from './token-in-url';

/** What a route handler works with, besides the request. */
export type RouteInput<Params> = { request: Request; params: Params; ctx: Context };
type Segment<Params> = { params: Promise<Params> };
type Handler<Input> = (input: Input) => Promise<Response>;

/** The context of a request: work that outlives its answer is kept alive by the platform. */
export function requestContext(): Promise<Context> {
  return getContext((work) => after(() => work));
}

/** Runs what makes an answer: maps every error, forbids caching. */
export async function withErrors(make: () => Promise<Response>): Promise<Response> {
  try {
    const response = await make();
    // Next sends no Cache-Control for route handlers, and a cached answer would never change.
    if (!response.headers.has('Cache-Control')) {
      response.headers.set('Cache-Control', 'private, no-store');
    }
    return response;
  } catch (error) {
    return errorResponse(error);
  }
}

/** Wraps a handler in what all have in common: the request's facts, the context, the mapping of errors. */
export function route<Params>(handle: Handler<RouteInput<Params>>) {
  return (request: Request, { params }: Segment<Params>): Promise<Response> =>
    withRequestLog(request, params as Promise<object> | undefined, () =>
      withErrors(async () =>
        handle({ request, params: await params, ctx: await requestContext() }),
      ),
    );
}

/**
 * Wraps a handler for machines that ask whether all is well: it needs no database to answer. A process that
 * is wrongly set up serves nothing, not even this.
 */
export function probeRoute(handle: () => Promise<Response>) {
  return (request: Request, { params }: Segment<object>): Promise<Response> =>
    withRequestLog(request, params, () =>
      withErrors(async () => {
        getEnv();
        return handle();
      }),
    );
}

/** Wraps a handler that anybody may call. Anything but GET and HEAD must come from our own pages. */
export function publicRoute<Params = object>(handle: Handler<RouteInput<Params>>) {
  return route<Params>(async (input) => {
    assertSameOrigin(input.request);
    return handle(input);
  });
}

type Access<Found extends FoundToken> = {
  /** The scope that a token must have; without one no token is accepted. */
  scope?: Scope;
  findToken: FindToken<Found>;
};

/**
 * Runs a handler for a signed-in user, or for a personal token with the scope. Counts the request against
 * the caller's rate limit and reports its state in the response.
 */
export async function forUser<Params, Found extends FoundToken>(
  input: RouteInput<Params>,
  { scope, findToken }: Access<Found>,
  handle: Handler<RouteInput<Params> & { userId: string; found: Found | null }>,
): Promise<Response> {
  const { request, ctx } = input;
  assertNoTokenInUrl(request);
  const { userId, token, found } = await authenticate(request, ctx, findToken);
  const standing = await countRequest(ctx, userId, token?.id ?? null);
  const response = await withErrors(async () => {
    assertAllowedRate(standing);
    assertScope(token, scope);
    return handle({ ...input, userId, found });
  });
  return withRateLimit(response, standing);
}

/** Wraps a handler for those whom we know: see `forUser`. */
export function userRoute<Params = object>(
  handle: Handler<RouteInput<Params> & { userId: string }>,
  access: { scope?: Scope } = {},
) {
  return route<Params>((input) => forUser(input, { ...access, findToken: selectToken }, handle));
}
