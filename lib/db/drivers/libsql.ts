import 'server-only';
import * as schema from './schema';
import { timeRemote } from './timing';
import type { OpenDatabase } from './types';

/** No answer of the database's, but none at all: its code tells it from every other failed `fetch`. */
class DatabaseUnreachable extends Error {
  readonly code = 'DATABASE_UNREACHABLE';
}

async function fetchAnswer(...ask: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...ask);
  } catch (cause) {
    throw new DatabaseUnreachable('The database server cannot be reached.', { cause });
  }
}

/** Opens a libSQL server over HTTP (`libsql:`, `http:` or `https:`). Nothing is sent until it is used. */
export async function openRemote(url: string, authToken?: string): Promise<OpenDatabase> {
  // The HTTP-only client: the other entry needs a native module that serverless functions miss.
  const { createClient } = await import('@libsql/client/web');
  const { drizzle } = await import('drizzle-orm/libsql/web');
  const { migrate } = await import('drizzle-orm/libsql/migrator');
  const client = createClient({ url, fetch: fetchAnswer, ...(authToken ? { authToken } : {}) });
  timeRemote(client);
  const db = drizzle(client, { schema });
  return {
    db,
    applyMigrations: (migrationsFolder) => migrate(db, { migrationsFolder }),
    close: () => client.close(),
  };
}
