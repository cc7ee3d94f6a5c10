import 'server-only';
import type { z } from 'zod';
import { assertConfirmed, assertOperator, requireUser, type SignedIn } from '@/lib/auth';
import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { AppError, foreignRequest } from '@/lib/errors';
import { countRequest } from '@/lib/rate-limit';
import { type FindToken, type FoundToken, selectToken } from '@/lib/tokens';
import { assertAllowed, assertNoTokenInUrl, authenticate } from './authenticate';
import { assertNotForeign, assertSameOrigin, optionsResponse } from './cors';
import {
  type Access,
  type Definition,
  type Description,
  type Endpoint,
  type Handler,
  METHODS,
  type Method,
  type Responses,
} from './endpoint-types';
import { errorResponse } from './errors';
import { notFoundHandler } from './not-found-route';
import { hasTooManyParameters, TOO_MANY_PARAMETERS } from './parameter-limit';
import { readBody, readQuery, readUpload, type Upload } from './read-request';
import { requestContext } from './request-context';
import { assertWithinRateLimit, type Call, respond } from './respond';

const NO_BYTES = Buffer.alloc(0);

/**
 * Identifies the caller, counts the request and checks the scope. A public endpoint has no caller.
 * @throws AppError
 */
async function authorize(
  call: Call,
  ctx: Context,
  { access, sentBy }: Pick<Description, 'sentBy'> & { access: Exclude<Access, 'probe'> },
  findToken: FindToken<FoundToken>,
): Promise<{ userId: string; session: SignedIn | null; found: FoundToken | null } | null> {
  const { request } = call;
  if (access === 'public') {
    if (sentBy === 'quiet page') assertNotForeign(request);
    else if (sentBy === undefined) assertSameOrigin(request);
    return null;
  }
  assertNoTokenInUrl(request);
  const caller = await authenticate(request, ctx, findToken);
  const { userId, session, token, found } = caller;
  call.rateLimit = await countRequest(ctx, userId, token?.id ?? null);
  assertWithinRateLimit(call.rateLimit);
  assertAllowed(caller, access);
  return { userId, session, found };
}

/** The session of the request, read again. @throws AppError */
async function sessionStill(ctx: Context, access: Access): Promise<SignedIn> {
  const session = await requireUser(ctx);
  if (access === 'operator') assertOperator(session);
  return session;
}

/** Reads a file in a place of its own, which is kept until the request has been handled. @throws AppError */
function receive(call: Call, upload: Upload, userId: string): Promise<Buffer> {
  call.release = upload.begin(userId);
  return readUpload(call.request, upload);
}

function toResponse(value: unknown, status: number): Response {
  if (value instanceof Response) return value;
  if (value === undefined) return new Response(null, { status });
  return Response.json(value, { status });
}

/** Rejects parameters that do not match `params`, if the endpoint has `unknownParams`. */
function knownParamsOnly({ params, unknownParams }: Description, handler: Handler): Handler {
  if (!params || unknownParams === undefined) return handler;
  const notFound = notFoundHandler(unknownParams);
  const isKnown = (values: object) => params.safeParse(values).success;
  return async (request, segment) => {
    // Parameters that cannot be decoded are an error, which `handler` reports.
    const known = await segment.params.then(isKnown, () => true);
    return (known ? handler : notFound)(request, segment);
  };
}

/**
 * Makes a route handler from the description of an endpoint. The same description makes its operation in the
 * OpenAPI document and the types of the API client, through `app/api/routes.ts`.
 *
 * In this order: authentication, rate limit, scope, query, body, confirmation, `handle`. `handle` returns the
 * JSON of the success, or a `Response`; every error it throws becomes JSON.
 */
export function endpoint<
  Allowed extends Access,
  Replies extends Responses,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Found extends FoundToken = FoundToken,
>(
  definition: Definition<Allowed, Params, Query, Body, Replies, Found>,
): Endpoint<Params, Query, Body, Replies> {
  const { findToken, confirmedIf = () => true, handle, ...description } = definition;
  const { query, body, upload, confirmed, cors = 'token' } = description;
  const access: Access = definition.access;
  const status = Number(Object.keys(description.response)[0]);
  type Input = Parameters<typeof handle>[0];

  async function makeInput(call: Call, segment: { params: Promise<object> }): Promise<object> {
    const { request } = call;
    if (hasTooManyParameters(request.url)) {
      throw new AppError(TOO_MANY_PARAMETERS.code, TOO_MANY_PARAMETERS.message);
    }
    if (access === 'probe') {
      // A process with an invalid configuration serves nothing.
      getEnv();
      return { request };
    }
    const params = (await segment.params) as z.output<Params>;
    const ctx = await requestContext();
    const find: FindToken<FoundToken> = findToken
      ? (of, hash) => findToken(of, hash, params)
      : selectToken;
    const caller = await authorize(call, ctx, { ...description, access }, find);
    // It is important enough for a fresh sign-in, or leaves a trace.
    if (confirmed && ctx.passive) throw foreignRequest();
    const values = {
      query: query && readQuery(request, query),
      body: body && (await readBody(request, body)),
      bytes: upload ? await receive(call, upload, caller?.userId ?? '') : NO_BYTES,
    };
    // The body may take seconds to arrive: the session may have ended meanwhile.
    if ((body || upload) && caller?.session) caller.session = await sessionStill(ctx, access);
    const input = { request, params, ctx, ...caller, ...values };
    if (confirmed && caller?.session && confirmedIf(input.body as z.output<Body>)) {
      assertConfirmed(caller.session, ctx.now());
    }
    return input;
  }

  const handler: Handler = (request, segment) =>
    respond(request, segment.params, cors, async (call) =>
      toResponse(await handle((await makeInput(call, segment)) as Input), status),
    );
  return Object.assign(knownParamsOnly(description, handler), { description });
}

/**
 * The methods that a route does not serve: JSON 405 with `Allow`, and OPTIONS, for example
 * `export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET })`. Next itself serves HEAD with GET.
 */
export function otherMethods<Served extends { [method in Method]?: Endpoint }>(
  served: Served,
): Record<Exclude<Method, keyof Served> | 'OPTIONS', Handler> {
  const endpoints = Object.values(served) as Endpoint[];
  const description = endpoints[0]?.description;
  const cors = description?.cors ?? 'token';
  const names = Object.keys(served).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]));
  const allow = [...names, 'OPTIONS'].join(', ');

  const notAllowed: Handler = (request, { params }) =>
    respond(request, params, cors, async () => {
      const message = `This path does not support this method. Use one of ${allow}.`;
      const response = errorResponse(new AppError('method_not_allowed', message));
      response.headers.set('Allow', allow);
      return response;
    });
  const options: Handler = (request, { params }) =>
    respond(request, params, 'none', async () => optionsResponse(request, allow));

  const checked = (handler: Handler) =>
    description ? knownParamsOnly(description, handler) : handler;
  const others = METHODS.filter((name) => !(name in served));
  return Object.fromEntries([
    ...others.map((name) => [name, checked(notAllowed)]),
    ['OPTIONS', checked(options)],
  ]) as Record<Exclude<Method, keyof Served> | 'OPTIONS', Handler>;
}
