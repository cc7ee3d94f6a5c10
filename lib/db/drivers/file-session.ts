import type { Database } from 'better-sqlite3';
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session';
import {
  BaseSQLiteDatabase,
  SQLitePreparedQuery,
  SQLiteSyncDialect,
} from 'drizzle-orm/sqlite-core';
import { timed, timedSync } from '@/lib/request';
import { toDatabaseError } from '../errors';
import type { Db } from '../types';
import { isBusy, LockQueue } from './lock-queue';

// Drizzle's driver for better-sqlite3 is synchronous. This one has the same queries behind the asynchronous
// interface that its libSQL driver has, so that a query can wait for a lock without stopping the process.

type Method = 'run' | 'all' | 'get' | 'values';
type Values = Record<string, unknown> | undefined;
/** Drizzle's synchronous query, as far as its types hide it. */
type SyncQuery = Record<Method, (values: Values) => unknown> & {
  stmt: { readonly: boolean };
  joinsNotNullableMap: unknown;
};
type PrepareArguments = Parameters<BetterSQLiteSession<never, never>['prepareQuery']>;

/** Runs work on the connection: at once, or when another process has released its lock. */
class Runner {
  readonly #queue = new LockQueue();
  readonly #beforeWrite: () => void;

  constructor(beforeWrite: () => void) {
    this.#beforeWrite = beforeWrite;
  }

  /** @throws DatabaseError */
  async run<T>(writes: () => boolean, work: () => T): Promise<T> {
    const attempt = () => {
      if (writes()) this.#beforeWrite();
      return work();
    };
    try {
      return timedSync('db', attempt);
    } catch (error) {
      if (!isBusy(error)) throw toDatabaseError(error);
    }
    return timed('db', () => this.#queue.wait(attempt)).catch((error: unknown) => {
      throw toDatabaseError(error);
    });
  }
}

class FileQuery extends SQLitePreparedQuery<never> {
  /** Set by Drizzle's query builder after it has prepared a query with joins. */
  joinsNotNullableMap: unknown;
  readonly #runner: Runner;
  readonly #prepare: () => SyncQuery;
  #prepared: SyncQuery | undefined;

  constructor(runner: Runner, args: PrepareArguments, prepare: () => SyncQuery) {
    super('async', args[2], args[0]);
    this.#runner = runner;
    this.#prepare = prepare;
  }

  /** Prepared by the first run, because that too can fail while the database is locked. */
  get #query(): SyncQuery {
    this.#prepared ??= this.#prepare();
    this.#prepared.joinsNotNullableMap = this.joinsNotNullableMap;
    return this.#prepared;
  }

  #run(method: Method, values: Values): never {
    const writes = () => !this.#query.stmt.readonly;
    return this.#runner.run(writes, () => this.#query[method](values)) as never;
  }

  override run = (values?: Values) => this.#run('run', values);
  override all = (values?: Values) => this.#run('all', values);
  override get = (values?: Values) => this.#run('get', values);
  override values = (values?: Values) => this.#run('values', values);

  /** Runs inside a transaction of the caller. Throws what the driver throws. */
  executeSync(): unknown {
    const { executeMethod } = this as unknown as { executeMethod: Method };
    return this.#query[executeMethod](undefined);
  }
}

class FileSession extends BetterSQLiteSession<never, never> {
  readonly #client: Database;
  readonly #runner: Runner;

  constructor(client: Database, dialect: SQLiteSyncDialect, beforeWrite: () => void) {
    super(client, dialect, undefined);
    this.#client = client;
    this.#runner = new Runner(beforeWrite);
  }

  override prepareQuery(...args: PrepareArguments): never {
    const prepare = () => super.prepareQuery(...args) as unknown as SyncQuery;
    return new FileQuery(this.#runner, args, prepare) as never;
  }

  batch(statements: readonly { _prepare: () => FileQuery }[]): Promise<unknown[]> {
    const prepared = statements.map((one) => one._prepare());
    const transaction = this.#client.transaction(() => prepared.map((one) => one.executeSync()));
    // IMMEDIATE: a deferred transaction that reads before it writes fails with BUSY in spite of any wait.
    return this.#runner.run(
      () => true,
      () => transaction.immediate(),
    );
  }
}

class FileDatabase extends BaseSQLiteDatabase<'async', unknown> {
  /** The connection, under the name that it has in Drizzle's own drivers. */
  readonly $client: Database;
  readonly #session: FileSession;

  constructor(client: Database, dialect: SQLiteSyncDialect, session: FileSession) {
    super('async', dialect as never, session as never, undefined);
    this.$client = client;
    this.#session = session;
  }

  batch(statements: Parameters<FileSession['batch']>[0]): Promise<unknown[]> {
    return this.#session.batch(statements);
  }
}

/**
 * Drizzle on an open file.
 * @param beforeWrite called before every write; the write is not made if it throws
 */
export function drizzleFile(client: Database, beforeWrite: () => void): Db {
  const dialect = new SQLiteSyncDialect();
  const session = new FileSession(client, dialect, beforeWrite);
  return new FileDatabase(client, dialect, session) as unknown as Db;
}
