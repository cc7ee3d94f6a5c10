import 'server-only';
import { type Db, getDb } from '@/lib/db';
import { type Gepetto, getGepetto } from '@/lib/gepetto';

/** What the verbs of `lib/` work with. Tests build their own; the app gets it from `getContext`. */
export type Context = {
  db: Db;
  gepetto: Gepetto;
  /** Milliseconds UTC. */
  now: () => number;
  /** Lets work outlive the answer to the request that began it. */
  defer: (work: Promise<unknown>) => void;
};

/** The context of this process. Throws when the configuration is wrong or the database cannot be opened. */
export async function getContext(defer: Context['defer']): Promise<Context> {
  return { db: await getDb(), gepetto: getGepetto(), now: Date.now, defer };
}
