import 'server-only';
import { isKeyRejected } from '@/lib/budget';
import { type Db, getDb, schemaPosition } from '@/lib/db';
import { errorName } from '@/lib/errors';
import { getGepetto } from '@/lib/gepetto';
import { log } from '@/lib/log';

/** The result of each check, as words only: no configured value is shown. */
export type Checks = {
  database: 'reachable' | 'unreachable';
  /** `ahead`: a newer version has migrated the database, and this version still works with it. */
  migrations: 'current' | 'ahead' | 'behind' | 'unknown';
  /** `refused`: upstream rejects every configured key. */
  key: 'present' | 'sandbox' | 'refused';
};

export type Readiness = { ready: boolean; checks: Checks };

/** How long the database may take to respond, ms. */
const TIMEOUT_MS = 2_000;
/** How long a result is reused, ms, so that many probes cost one query a second. */
const FRESH_MS = 1_000;

function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timeout')), TIMEOUT_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function runChecks(open: () => Promise<Db>, sandbox: boolean): Promise<Checks> {
  const db = await open();
  const migrations = await schemaPosition(db);
  // An older schema may lack the table.
  const rejected = migrations !== 'behind' && !sandbox && (await isKeyRejected({ db }));
  const key = sandbox ? 'sandbox' : rejected ? 'refused' : 'present';
  return { database: 'reachable', migrations, key };
}

/**
 * Checks whether this instance can serve requests: the database responds, and its schema is not older than
 * this version. A rejected key does not count: everything stored can still be shown.
 *
 * @param open opens the database; if it throws, the database is unreachable
 */
export async function checkReadiness(
  open: () => Promise<Db>,
  sandbox: boolean,
): Promise<Readiness> {
  try {
    const checks = await withTimeout(runChecks(open, sandbox));
    return { ready: checks.migrations !== 'behind', checks };
  } catch (error) {
    log().error({ error: errorName(error) }, 'the database cannot be reached');
    const key = sandbox ? 'sandbox' : 'present';
    return { ready: false, checks: { database: 'unreachable', migrations: 'unknown', key } };
  }
}

let latest: { at: number; readiness: Promise<Readiness> } | undefined;

/** The readiness of this process, at most a second old. Throws ConfigurationError. */
export function readiness(): Promise<Readiness> {
  if (latest && Math.abs(Date.now() - latest.at) < FRESH_MS) return latest.readiness;
  latest = { at: Date.now(), readiness: checkReadiness(getDb, getGepetto().sandbox) };
  return latest.readiness;
}
