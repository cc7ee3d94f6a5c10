import 'server-only';
import { after } from 'next/server';
import type { SignedIn } from '@/lib/auth';
import { type Context, getContext } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { countRequest } from '@/lib/throttle';
import type { Scope } from '@/lib/tokens';
import { assertAllowed, findCaller } from './caller';
import { errorResponse } from './errors';
import { observed } from './observed';
import { assertWithin, withRateLimit } from './rate-limit';
import { assertOwnPage } from './same-origin';
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
export async function answer(make: () => Promise<Response>): Promise<Response> {
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

function route<Params>(handle: Handler<RouteInput<Params>>) {
  return (request: Request, { params }: Segment<Params>): Promise<Response> =>
    observed(request, params as Promise<object> | undefined, () =>
      answer(async () => handle({ request, params: await params, ctx: await requestContext() })),
    );
}

/**
 * Wraps a handler for machines that ask whether all is well: it needs no database to answer. A process that
 * is wrongly set up serves nothing, not even this.
 */
export function probeRoute(handle: () => Promise<Response>) {
  return (request: Request, { params }: Segment<object>): Promise<Response> =>
    observed(request, params, () =>
      answer(async () => {
        getEnv();
        return handle();
      }),
    );
}

/** Wraps a handler that anybody may call. Anything but GET and HEAD must come from our own pages. */
export function publicRoute<Params = object>(handle: Handler<RouteInput<Params>>) {
  return route<Params>(async (input) => {
    assertOwnPage(input.request);
    return handle(input);
  });
}

/**
 * The same for those whom we know: somebody who is signed in, or a personal token that has the `scope`.
 * Without one no token is taken. Every request counts, and its answer says how its caller stands.
 */
export function userRoute<Params = object>(
  handle: Handler<RouteInput<Params> & { user: SignedIn }>,
  { scope }: { scope?: Scope } = {},
) {
  return route<Params>(async (input) => {
    const { request, ctx } = input;
    assertNoTokenInUrl(request);
    const caller = await findCaller(request, ctx);
    const standing = await countRequest(ctx, caller.user.id, caller.token?.id ?? null);
    const response = await answer(async () => {
      assertWithin(standing);
      assertAllowed(caller, scope);
      return handle({ ...input, user: caller.user });
    });
    return withRateLimit(response, standing);
  });
}
