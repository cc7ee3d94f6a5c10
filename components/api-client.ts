import type { z } from 'zod';
import type { Routes } from '@/app/api/routes';
import type { Endpoint, Method, Received } from '@/lib/http/endpoint-types';
import { learnFromResponse } from './ui/server-clock';

/**
 * An error response of our own API, or none at all. The interface shows its own text for `code`; the English
 * `message` is shown only for codes without one, for example `invalid_request`.
 */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** How long the server asks to wait, ms; null if it does not. */
  readonly retryAfterMs: number | null;

  constructor(code: string, message: string, status: number, retryAfterMs: number | null) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

/** `fetch` for our own API. @throws ApiError `offline` */
export async function request(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch(() => {
    throw new ApiError('offline', 'offline', 0, null);
  });
  learnFromResponse(response);
  return response;
}

export async function toError(response: Response): Promise<ApiError> {
  const seconds = Number(response.headers.get('Retry-After'));
  const retryAfterMs = seconds > 0 ? seconds * 1_000 : null;
  const body = await response.json().catch(() => null);
  const { code = 'unexpected', message = code } = body?.error ?? {};
  return new ApiError(code, message, response.status, retryAfterMs);
}

/**
 * For deletions: what another tab or device has deleted before is deleted, too.
 * @throws what it is given, unless that says that the thing is gone
 */
export function ignoreGone(error: unknown): void {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}

type MethodOf<Route> = {
  [Name in Method & keyof Route]: Route[Name] extends Endpoint ? Name : never;
}[Method & keyof Route];

/** Every operation of our API, for example `PATCH /api/jobs/{id}`. */
type Operation = {
  [Path in keyof Routes]: `${MethodOf<Routes[Path]>} ${Path}`;
}[keyof Routes];

type EndpointOf<Name extends Operation> = Name extends `${infer Verb} ${infer Path}`
  ? Path extends keyof Routes
    ? Verb extends keyof Routes[Path]
      ? Routes[Path][Verb]
      : never
    : never
  : never;

/** A part of the request, if the endpoint has a schema for it. */
type Part<Name extends string, Schema extends z.ZodType> =
  undefined extends z.input<Schema> ? unknown : { [name in Name]: z.input<Schema> };

/** The query, which may be left out if no parameter is required. */
type QueryPart<Schema extends z.ZodType> =
  Record<never, never> extends z.input<Schema>
    ? { query?: z.input<Schema> }
    : Part<'query', Schema>;

type Options<Name extends Operation> =
  EndpointOf<Name> extends Endpoint<infer Params, infer Query, infer Body>
    ? Part<'params', Params> & QueryPart<Query> & Part<'body', Body>
    : never;

/** The JSON that an operation returns; undefined if it has no body. */
export type ApiResult<Name extends Operation> =
  EndpointOf<Name> extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer Replies>
    ? Received<Replies>
    : never;

type AnyOptions = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
};

/**
 * Calls our own API. Types come from the endpoint descriptions.
 * @throws ApiError
 */
export async function callApi<Name extends Operation>(
  operation: Name,
  ...[options]: unknown extends Options<Name> ? [] : [Options<Name>]
): Promise<ApiResult<Name>> {
  const { params = {}, query, body } = (options ?? {}) as AnyOptions;
  const [method = '', template = ''] = operation.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  const search = query ? `?${new URLSearchParams(query)}` : '';
  const json = { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const response = await request(path + search, { method, ...(body === undefined ? {} : json) });
  if (!response.ok) throw await toError(response);
  return (response.status === 204 ? undefined : await response.json()) as ApiResult<Name>;
}
