import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, InStatement, ResultSet } from '@libsql/client/web';
import pLimit from 'p-limit';
import { timed } from '@/lib/request';
import { toDatabaseError } from '../errors';
import * as schema from '../schema';
import type { OpenDatabase } from '../types';
import { isBusy } from './lock-queue';

/** How long a query may take in total, ms. */
const QUERY_MS = 5_000;
/** How long it waits for other writers, ms, and how long between two attempts on average. */
const LOCKED_MS = 4_000;
const LOCKED_WAIT_MS = 40;
/** How long a migration may take, ms: it may rewrite a large table. */
const MIGRATION_MS = 10 * 60_000;

/** No response from the database server. The code tells it apart from other failures of `fetch`. */
class DatabaseUnreachable extends Error {
  readonly code: string;

  constructor(code: 'DATABASE_UNREACHABLE' | 'DATABASE_TIMEOUT', options?: ErrorOptions) {
    super('The database server did not respond.', options);
    this.code = code;
  }
}

/** A `fetch` that gives up after `ms`, the body included. */
function fetchWithin(ms: number) {
  return async (request: Request): Promise<Response> => {
    try {
      return await fetch(request, { signal: AbortSignal.timeout(ms) });
    } catch (cause) {
      const isTimeout = cause instanceof Error && cause.name === 'TimeoutError';
      throw new DatabaseUnreachable(isTimeout ? 'DATABASE_TIMEOUT' : 'DATABASE_UNREACHABLE', {
        cause,
      });
    }
  };
}

/** Rejects after `ms`, however the work waits: for a free connection, the server, or its body. */
function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DatabaseUnreachable('DATABASE_TIMEOUT')), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** Errors of the network while a body is read, and of a body that is not the server's. They have no code. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { name, cause } = error;
  return (
    /^(Timeout|Abort|Syntax)Error$/.test(name) || (name === 'TypeError' && cause !== undefined)
  );
}

/**
 * Repeats a call that found the database locked by another writer, until a time of `performance.now()`. It has changed
 * nothing: the server refused the statement, or the whole batch. A file database waits in the same way.
 */
async function untilUnlocked<T>(end: number, call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const waitMs = LOCKED_WAIT_MS * (0.5 + Math.random());
      if (!isBusy(error) || performance.now() + waitMs > end) throw error;
      await sleep(waitMs);
    }
  }
}

/** Bounds a call of the client, adds its time to the request, and removes values from its errors. */
function guard<Args extends unknown[], T>(call: (...args: Args) => Promise<T>) {
  return (...args: Args): Promise<T> =>
    timed('db', () =>
      within(QUERY_MS, call(...args)).catch((error: unknown) => {
        const cause = error;
        throw toDatabaseError(
          isBroken(error) ? new DatabaseUnreachable('DATABASE_UNREACHABLE', { cause }) : error,
        );
      }),
    );
}

/** True if a statement reads only. What cannot be told counts as a write. */
const isRead = (query: InStatement | string) =>
  /^\s*select\b/i.test(typeof query === 'string' ? query : query.sql);

/**
 * Makes the writes of a client wait for one another. A libSQL server that has several of them waiting refuses them as
 * locked for seconds, and can stop for good: its queue of writers keeps one that has gone when a checkpoint passes it
 * (`acquire` and `checkpoint` in libsql-server/src/connection/connection_manager.rs, seen with 0.24.32).
 */
function writeInTurn(): <T>(write: () => Promise<T>) => Promise<T> {
  const turns = pLimit(1);
  return (write) => {
    const end = performance.now() + LOCKED_MS;
    return turns(() => {
      // Not sent so late: its caller is about to be told that it failed.
      if (performance.now() > end) throw new DatabaseUnreachable('DATABASE_TIMEOUT');
      return untilUnlocked(end, write);
    });
  };
}

function guardClient(client: Client): void {
  const inTurn = writeInTurn();
  const execute: (query: InStatement | string) => Promise<ResultSet> = client.execute.bind(client);
  client.execute = guard((query: InStatement | string) => {
    const call = () => execute(query);
    return isRead(query) ? untilUnlocked(performance.now() + LOCKED_MS, call) : inTurn(call);
  });
  const batch = client.batch.bind(client);
  // Drizzle does not pass a mode, and the default is a deferred transaction.
  client.batch = guard((statements: Parameters<typeof batch>[0]) =>
    inTurn(() => batch(statements, 'write')),
  );
}

/** Drizzle wraps every failed query into an error whose message has its values. This undoes that. */
function unwrapErrors(db: object): void {
  type Query = { queryWithCache: (sql: string, params: unknown[], run: () => unknown) => unknown };
  type Session = { prepareQuery: (...args: unknown[]) => Query };
  const { session } = db as { session: Session };
  const prepare = session.prepareQuery.bind(session);
  session.prepareQuery = (...args) => {
    const query = prepare(...args);
    // Nothing is cached, so all that Drizzle's method adds is the wrapper.
    query.queryWithCache = (_sql, _params, run) => run();
    return query;
  };
}

/** Opens a libSQL server over HTTP (`libsql:`, `http:` or `https:`). Sends nothing until the first query. */
export async function openRemote(url: string, authToken?: string): Promise<OpenDatabase> {
  // The HTTP-only client: the default entry needs a native module that serverless functions lack.
  const { createClient } = await import('@libsql/client/web');
  const { drizzle } = await import('drizzle-orm/libsql/web');
  const { migrate } = await import('drizzle-orm/libsql/migrator');
  const connect = (ms: number) =>
    createClient({ url, fetch: fetchWithin(ms), ...(authToken ? { authToken } : {}) });
  const client = connect(QUERY_MS);
  guardClient(client);
  const db = drizzle(client, { schema });
  unwrapErrors(db);
  return {
    db,
    applyMigrations: async (migrationsFolder) => {
      const patient = connect(MIGRATION_MS);
      await migrate(drizzle(patient), { migrationsFolder }).finally(() => patient.close());
    },
    assertWritable: () => {},
    close: () => client.close(),
  };
}
