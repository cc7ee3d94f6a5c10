import type { Client } from '@libsql/client/web';
import type { Database, Statement } from 'better-sqlite3';
import { requestFacts, timed, timedSync } from '@/lib/request';

/** What runs a prepared statement. `raw` and the like only change how its rows look. */
const RUNS = ['run', 'get', 'all'] as const;

function timeStatement(statement: Statement): Statement {
  for (const name of RUNS) {
    const run = statement[name].bind(statement) as (...values: unknown[]) => never;
    statement[name] = (...values: unknown[]) => timedSync('db', () => run(...values));
  }
  return statement;
}

/** Counts the time of a file's statements towards the request that they are run for. */
export function timeFile(client: Database): void {
  const prepare = client.prepare.bind(client);
  client.prepare = ((source: string) => {
    const statement = prepare(source) as Statement;
    return requestFacts() ? timeStatement(statement) : statement;
  }) as Database['prepare'];
}

/** The same for a server's. */
export function timeRemote(client: Client): void {
  const execute = client.execute.bind(client) as (
    ...asked: unknown[]
  ) => ReturnType<Client['execute']>;
  client.execute = (...asked: unknown[]) => timed('db', () => execute(...asked));
}
