import type { Client } from '@libsql/client/web';
import type { Database, Statement } from 'better-sqlite3';
import { requestFacts, timed, timedSync } from '@/lib/request';

/** The methods that run a prepared statement. Others, such as `raw`, only change the shape of its rows. */
const RUNS = ['run', 'get', 'all'] as const;

function timeStatement(statement: Statement): Statement {
  for (const name of RUNS) {
    const run = statement[name].bind(statement) as (...values: unknown[]) => never;
    statement[name] = (...values: unknown[]) => timedSync('db', () => run(...values));
  }
  return statement;
}

/** Adds the time of each statement on a file to the request that it runs for. */
export function timeFile(client: Database): void {
  const prepare = client.prepare.bind(client);
  client.prepare = ((source: string) => {
    const statement = prepare(source) as Statement;
    return requestFacts() ? timeStatement(statement) : statement;
  }) as Database['prepare'];
}

/** Adds the time of each round trip to a server to the request that it is made for. */
export function timeRemote(client: Client): void {
  const execute = client.execute.bind(client) as (
    ...statement: unknown[]
  ) => ReturnType<Client['execute']>;
  client.execute = (...statement: unknown[]) => timed('db', () => execute(...statement));
  const batch = client.batch.bind(client);
  client.batch = (statements, mode) => timed('db', () => batch(statements, mode));
}
