import 'server-only';
import { type Db, getDb, now } from '@/lib/db';
import { type Gepetto, getGepetto } from '@/lib/gepetto';
import { getStorage, type Storage } from '@/lib/storage';

/** What the functions of `lib/` depend on. Tests create their own; the app calls `getContext`. */
export type Context = {
  db: Db;
  gepetto: Gepetto;
  /** Where files are kept. Throws StorageError if it cannot be opened. */
  storage: () => Promise<Storage>;
  /** The time of the database's clock, which all instances share: ms UTC. */
  now: () => number;
  /** Keeps the process alive until the work is done, even after the response has been sent. */
  defer: (work: Promise<unknown>) => void;
  /** The request may change and spend nothing: a page of another site led the person here. */
  passive?: true;
};

/** The context of this process. Throws if the configuration is invalid or the database cannot be opened. */
export async function getContext(defer: Context['defer']): Promise<Context> {
  return { db: await getDb(), gepetto: getGepetto(now), storage: getStorage, now, defer };
}
