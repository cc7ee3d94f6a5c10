import type { z } from 'zod';
import type { SignedIn } from '@/lib/auth';
import type { Context } from '@/lib/context';
import type { ErrorCode } from '@/lib/errors';
import type { FoundToken, Scope } from '@/lib/tokens';
import type { Cors } from './cors';
import type { Repeated } from './openapi/errors';
import type { ApiResponse, JsonResponse } from './openapi/response';
import type { Upload } from './read-request';

/**
 * Who may call an endpoint: a signed-in user, or a token with this scope; `session`: a signed-in user, never
 * a token; `operator`: a signed-in operator, and for everybody else it does not exist; `public`: everyone;
 * `probe`: everyone, without a database.
 */
export type Access = Scope | 'session' | 'operator' | 'public' | 'probe';

type Documentation = {
  /** The `operationId`. */
  id: string;
  tag:
    | 'Drop-in'
    | 'Jobs'
    | 'Photos'
    | 'Recipes'
    | 'Shares'
    | 'Tokens'
    | 'Webhooks'
    | 'Operators'
    | 'Service';
  summary: string;
  description?: string;
  /** The error codes of this endpoint, besides those that every endpoint with its access has. */
  errors?: ErrorCode[];
  /** Which of upstream's statuses the response repeats. */
  repeatsUpstream?: Repeated;
};

/** `documented: false` keeps an endpoint that only our own pages or machines call out of the document. */
type Documented = Documentation | { documented: false };

export type Responses = Partial<Record<200 | 201 | 204 | 206 | 304 | 503 | '4XX', ApiResponse>>;

/** What an endpoint accepts and returns: everything that the document and the API client need. */
export type Description<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Replies extends Responses = Responses,
> = Documented & {
  access: Access;
  /** Path parameters. Not validated unless `unknownParams` is set: they only document and type the path. */
  params?: Params;
  /**
   * If set, parameters that do not match `params` get 404 with this message, whatever the method. An
   * enumerated parameter then becomes one path per value in the document.
   */
  unknownParams?: string;
  query?: Query;
  /** JSON of at most 64 KB. A schema that is optional takes a request without a body, too. */
  body?: Body;
  /** The body is a file instead. */
  upload?: Upload;
  /** Request headers. Documentation only. */
  headers?: z.ZodObject;
  response: Replies;
  /**
   * For access `session`: the user must have proved in the last 15 minutes who they are. For what gives somebody
   * at an unlocked screen more than that screen.
   */
  confirmed?: boolean;
  /**
   * For access `public`: who sends changes, if not a page of this site. `servers` of others send no `Origin`, and a
   * `quiet page` of ours, which sends no referrer, sends `null`. The path itself is the secret.
   */
  sentBy?: 'servers' | 'quiet page';
  /** `token` if not set. */
  cors?: Cors;
};

type Success<Replies> = Replies extends { 200: infer Reply }
  ? Reply
  : Replies extends { 201: infer Reply }
    ? Reply
    : undefined;

/** What `handle` returns: the JSON of the 200 or 201, nothing for a 204, or a `Response`. */
type Returned<Replies> =
  Success<Replies> extends JsonResponse<infer Schema>
    ? Promise<z.input<Schema> | Response>
    : Replies extends { 204: ApiResponse }
      ? Promise<void>
      : Promise<Response>;

/** What a client receives: the JSON of the 200 or 201, else undefined. */
export type Received<Replies> =
  Success<Replies> extends JsonResponse<infer Schema> ? z.output<Schema> : undefined;

type Caller<Allowed extends Access, Found> = Allowed extends 'public' | 'probe'
  ? unknown
  : {
      userId: string;
      /** The user and session; null for a token. */
      session: Allowed extends 'session' ? SignedIn : SignedIn | null;
      /** What `findToken` returned; null for a session. */
      found: Found | null;
    };

type Input<
  Allowed extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Found extends FoundToken,
> = {
  request: Request;
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
  /** The file, if the endpoint has `upload`; else empty. */
  bytes: Buffer;
} & (Allowed extends 'probe' ? unknown : { ctx: Context }) &
  Caller<Allowed, Found>;

export type Definition<
  Allowed extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Replies extends Responses,
  Found extends FoundToken,
> = Description<Params, Query, Body, Replies> & {
  access: Allowed;
  /** The bodies for which `confirmed` counts; all if it is not set. */
  confirmedIf?: (body: z.output<Body>) => boolean;
  /** Reads more than the token with the query for the token (its SHA-256, hex); `handle` gets it as `found`. */
  findToken?: (ctx: Context, hash: string, params: z.output<Params>) => Promise<Found>;
  handle: (input: Input<Allowed, Params, Query, Body, Found>) => Returned<Replies>;
};

/** A route handler as Next calls it. */
export type Handler = (request: Request, segment: { params: Promise<object> }) => Promise<Response>;

export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Replies extends Responses = Responses,
> = Handler & { description: Description<Params, Query, Body, Replies> };

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export type Method = (typeof METHODS)[number];
