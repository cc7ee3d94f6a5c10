import 'server-only';
import { isKeyRejected } from '@/lib/budget';
import { type Db, getDb, schemaPosition } from '@/lib/db';
import { errorName } from '@/lib/errors';
import { getGepetto } from '@/lib/gepetto';
import { log } from '@/lib/log';

/** What was found, a word each; never a value. */
export type Checks = {
  database: 'reachable' | 'unreachable';
  /** `ahead`: a newer version of Bottega has migrated; this one goes on working beside it. */
  migrations: 'current' | 'ahead' | 'behind' | 'unknown';
  /** `refused`: there is a key, and upstream accepts none that there is. The house stands without it. */
  key: 'present' | 'sandbox' | 'refused';
};

export type Readiness = { ready: boolean; checks: Checks };

/** How long a database may take to say that it is there, ms. */
const PATIENCE_MS = 2_000;
/** How old an answer may be, ms: however many machines ask, the database is asked once in that time. */
const FRESH_MS = 1_000;

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('too slow')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function ask(open: () => Promise<Db>, sandbox: boolean): Promise<Checks> {
  const db = await open();
  const migrations = await schemaPosition(db);
  // An older schema may not have the table yet.
  const refused = migrations !== 'behind' && !sandbox && (await isKeyRejected({ db }));
  const key = sandbox ? 'sandbox' : refused ? 'refused' : 'present';
  return { database: 'reachable', migrations, key };
}

/**
 * Whether this instance can do its work: the database answers and its schema is no older than the code. A
 * key that upstream refuses makes it no less ready: all that is known already can be seen.
 * @param open opens the database; what it throws makes the database unreachable
 */
export async function readinessOf(open: () => Promise<Db>, sandbox: boolean): Promise<Readiness> {
  try {
    const checks = await inTime(ask(open, sandbox));
    return { ready: checks.migrations !== 'behind', checks };
  } catch (error) {
    log().error({ error: errorName(error) }, 'the database cannot be reached');
    const key = sandbox ? 'sandbox' : 'present';
    return { ready: false, checks: { database: 'unreachable', migrations: 'unknown', key } };
  }
}

let known: { at: number; readiness: Promise<Readiness> } | undefined;

/** The same for this process, at most a second old. Throws ConfigurationError. */
export function readiness(): Promise<Readiness> {
  if (known && Math.abs(Date.now() - known.at) < FRESH_MS) return known.readiness;
  known = { at: Date.now(), readiness: readinessOf(getDb, getGepetto().sandbox) };
  return known.readiness;
}
