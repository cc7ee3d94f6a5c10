import type { Database } from 'better-sqlite3';
import { isBusy } from './drivers/lock-queue';
import type { Db } from './types';

/** A write-ahead log of more pages (4 KiB each) is cut once all of it is in the database: 16 MiB. */
const MAX_WAL_PAGES = 4_096;

/** Copies the log into the database. The connection never waits for a reader, see `drivers/lock-queue.ts`. */
function checkpoint(client: Database): void {
  const [wal] = client.pragma('wal_checkpoint(PASSIVE)') as { log: number; checkpointed: number }[];
  if (!wal || wal.log < MAX_WAL_PAGES || wal.checkpointed < wal.log) return;
  client.pragma('wal_checkpoint(TRUNCATE)');
}

/** The connections whose statistics have been looked at since the process started. */
const known = new WeakSet<object>();

/**
 * Keeps a SQLite file in order: the planner's statistics, and the size of the write-ahead log. A libSQL server
 * does both itself and refuses the statements.
 */
export function tidyFile(db: Db): void {
  const { $client: client } = db as unknown as { $client: Database };
  if (!('pragma' in client)) return;
  // Neither is urgent: a database that another process has locked is tidied in the next round.
  try {
    // 0x10002: also tables that this connection has not used yet, as the manual advises for the first time.
    client.pragma(known.has(client) ? 'optimize' : 'optimize = 0x10002');
    known.add(client);
    checkpoint(client);
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}
