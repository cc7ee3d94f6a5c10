import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { singleton } from '@/lib/singleton';

/** The request header in which `proxy.ts` passes a page its path and query. */
export const PATH_HEADER = 'x-bottega-path';
/** The one in which it passes the method: Next renders a page for HEAD as for GET. */
export const METHOD_HEADER = 'x-bottega-method';

/** What a request spends its time on, as reported in the `Server-Timing` header. */
export type Stage = 'db' | 'upstream';

/** Facts about the current request. */
export type RequestFacts = {
  /** In the response's `X-Request-Id`, in log lines and in the trace. */
  id: string;
  /** Set after authentication. */
  userId?: string;
  /** Set when a sign-in has made only half a session. */
  secondFactorDue?: boolean;
  /** Set if the first proof of an address has removed ways in: its owner is told. */
  waysInRemoved?: boolean;
  /** The client's address, for the security log. */
  from?: string | undefined;
  /** Time of arrival, ms of `performance.now()`. */
  startedAt: number;
  /** Time spent per stage, ms. Concurrent work counts twice. */
  spent: Record<Stage, number>;
};

const ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The client's `X-Request-Id` if it matches `ID`, else a new id. */
export function requestIdFrom(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && ID.test(given) ? given : crypto.randomUUID();
}

const storage = singleton('request', () => new AsyncLocalStorage<RequestFacts>());

/**
 * Runs the work of one request, within which `requestFacts` returns its facts.
 * @param from the client's address
 */
export function inRequest<T>(id: string, work: () => T, from?: string): T {
  const startedAt = performance.now();
  return storage.run({ id, startedAt, from, spent: { db: 0, upstream: 0 } }, work);
}

/** Runs work that a request starts but that does not belong to it. */
export function outsideRequests<T>(work: () => T): T {
  return storage.exit(work);
}

/** The facts of the current request. Undefined outside of requests. */
export function requestFacts(): RequestFacts | undefined {
  return storage.getStore();
}

/** Adds the user to the request's facts, for its log line. */
export function noteUser(userId: string): void {
  const facts = requestFacts();
  if (facts) facts.userId = userId;
}

/** Notes that the sign-in of this request needs a second factor: the browser is sent to that page. */
export function noteSecondFactorDue(): void {
  const facts = requestFacts();
  if (facts) facts.secondFactorDue = true;
}

/** Notes that the first proof of an address has removed what somebody set up before. */
export function noteWaysInRemoved(): void {
  const facts = requestFacts();
  if (facts) facts.waysInRemoved = true;
}

/** Adds the time until the promise of `work` settles to a stage of the request. */
export async function timed<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  const facts = requestFacts();
  if (!facts) return work();
  const start = performance.now();
  try {
    return await work();
  } finally {
    facts.spent[stage] += performance.now() - start;
  }
}

/** `timed` for synchronous work. */
export function timedSync<T>(stage: Stage, work: () => T): T {
  const facts = requestFacts();
  if (!facts) return work();
  const start = performance.now();
  try {
    return work();
  } finally {
    facts.spent[stage] += performance.now() - start;
  }
}

/** What the HTTP server in front of Next (`scripts/server`) has to know of a page, which cannot set its own status. */
type PageFacts = { databaseFailed: boolean; missing: boolean };

const pages = singleton('page', () => new AsyncLocalStorage<PageFacts>());

/** Notes that the database is unavailable: if the page fails because of it, the server answers with 503. */
export function noteDatabaseFailure(): void {
  const facts = pages.getStore();
  if (facts) facts.databaseFailed = true;
}

/**
 * Notes that the page says of itself that it does not exist: the server in front answers with 404.
 * @returns false if there is no such server, so that only Next's `notFound()` gives 404
 */
export function noteMissing(): boolean {
  const facts = pages.getStore();
  if (facts) facts.missing = true;
  return facts !== undefined;
}
