import 'server-only';
import type { Client } from '@libsql/client/web';
import { timed } from '@/lib/request';
import * as schema from '../schema';
import type { OpenDatabase } from '../types';

/** Adds the time of each round trip to a server to the request that it is made for. */
function timeRemote(client: Client): void {
  const execute = client.execute.bind(client) as (
    ...statement: unknown[]
  ) => ReturnType<Client['execute']>;
  client.execute = (...statement: unknown[]) => timed('db', () => execute(...statement));
  const batch = client.batch.bind(client);
  client.batch = (statements, mode) => timed('db', () => batch(statements, mode));
}

/** No response from the database server. The code tells it apart from other failures of `fetch`. */
class DatabaseUnreachable extends Error {
  readonly code = 'DATABASE_UNREACHABLE';
}

async function fetchFromServer(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...request);
  } catch (cause) {
    throw new DatabaseUnreachable('The database server cannot be reached.', { cause });
  }
}

/** Opens a libSQL server over HTTP (`libsql:`, `http:` or `https:`). Sends nothing until the first query. */
export async function openRemote(url: string, authToken?: string): Promise<OpenDatabase> {
  // The HTTP-only client: the default entry needs a native module that serverless functions lack.
  const { createClient } = await import('@libsql/client/web');
  const { drizzle } = await import('drizzle-orm/libsql/web');
  const { migrate } = await import('drizzle-orm/libsql/migrator');
  const client = createClient({ url, fetch: fetchFromServer, ...(authToken ? { authToken } : {}) });
  const batch = client.batch.bind(client);
  // Drizzle does not pass a mode, and the default is a deferred transaction.
  client.batch = (statements) => batch(statements, 'write');
  timeRemote(client);
  const db = drizzle(client, { schema });
  return {
    db,
    applyMigrations: (migrationsFolder) => migrate(db, { migrationsFolder }),
    close: () => client.close(),
  };
}
