import 'server-only';
import { getDb } from '@/lib/db';
import { ConfigurationError, getEnv } from '@/lib/env';

function sentence(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `The database cannot be opened (${message}). Check DATABASE_URL and the rights on its folder.`;
}

/** Fails closed: a process whose configuration or database is wrong ends here, with a sentence for the operator. */
export async function startUp(): Promise<void> {
  try {
    getEnv();
    await getDb();
  } catch (error) {
    process.stderr.write(`Bottega cannot start.\n${sentence(error)}\n`);
    process.exit(1);
  }
}
