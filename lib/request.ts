import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { singleton } from '@/lib/singleton';

/** The request header in which `proxy.ts` tells a page its own path and query. */
export const PATH_HEADER = 'x-bottega-path';

/** What a request's time is spent on, as far as its caller may know. */
export type Stage = 'db' | 'upstream';

/** What is known of the request that is being answered. */
export type RequestFacts = {
  /** Names it in its answer, in every log line and in its trace. */
  id: string;
  /** Who asks, once that is known. */
  userId?: string;
  /** When it came, ms of `performance.now()`. */
  startedAt: number;
  /** How long was spent on what, ms; what was done at the same time counts twice. */
  spent: Record<Stage, number>;
};

const ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The caller's own `X-Request-Id` where it is a plain word of 8 to 64 characters, else a new id. */
export function requestIdFrom(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given !== null && ID.test(given) ? given : crypto.randomUUID();
}

const storage = singleton('request', () => new AsyncLocalStorage<RequestFacts>());

/** Runs the work of one request: whatever it awaits finds its facts by `requestFacts`. */
export function inRequest<T>(id: string, work: () => T): T {
  const startedAt = performance.now();
  return storage.run({ id, startedAt, spent: { db: 0, upstream: 0 } }, work);
}

/** Runs work that a request sets going but that is not done for it. */
export function outsideRequests<T>(work: () => T): T {
  return storage.exit(work);
}

/** The facts of the request that is being answered; undefined outside of requests. */
export function requestFacts(): RequestFacts | undefined {
  return storage.getStore();
}

/** Notes who asks, for the request's log line. */
export function noteUser(userId: string): void {
  const facts = requestFacts();
  if (facts) facts.userId = userId;
}

/** Counts the time that `work` takes, up to its promise's end, towards a stage of the request. */
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

/** The same for work that returns at once what it has done. */
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
