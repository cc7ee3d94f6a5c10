import 'server-only';
import { isKeyRejected } from '@/lib/budget';
import { assertFilesWritable, type Db, getDb, schemaPosition } from '@/lib/db';
import { getGepetto } from '@/lib/gepetto';
import { logOncePerMinute } from '@/lib/log';
import { rateLimiter } from '@/lib/rate-limit';
import { getStorage, type Storage, StorageError, type StorageFault } from '@/lib/storage';

/** The result of each check, as words only: no configured value is shown. */
export type Checks = {
  /** `not_writable`: it can be read, and everything known is served. */
  database: 'reachable' | 'not_writable' | 'unreachable';
  /** `ahead`: a newer version has migrated the database, and this version still works with it. */
  migrations: 'current' | 'ahead' | 'behind' | 'unknown';
  /** `refused`: upstream rejects every configured key. */
  key: 'present' | 'sandbox' | 'refused';
  /** Only if the folder of results cannot be written. Everything stored can still be shown. */
  storage?: StorageFault;
};

export type Readiness = { ready: boolean; checks: Checks };

/** Writes something that must be writable; throws if that fails. */
type WriteCheck = (db: Db) => Promise<unknown>;

/** The counter that the check of the database increments. */
const COUNTER = { name: 'write-check', points: Number.MAX_SAFE_INTEGER, seconds: 60 };

const writeDatabase: WriteCheck = (db) => rateLimiter(db, COUNTER).consume('readiness');

/** Whatever this process must be able to write. */
const WRITE_CHECKS: WriteCheck[] = [assertFilesWritable, writeDatabase];

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

async function readChecks(open: () => Promise<Db>, sandbox: boolean) {
  const db = await open();
  const migrations = await schemaPosition(db);
  // An older schema may lack the table.
  const rejected = migrations !== 'behind' && !sandbox && (await isKeyRejected({ db }));
  const key: Checks['key'] = sandbox ? 'sandbox' : rejected ? 'refused' : 'present';
  return { db, migrations, key };
}

const logUnreachable = logOncePerMinute('the database cannot be reached');
const logNotWritable = logOncePerMinute('this process is not ready: it cannot write its data');

async function isWritable(db: Db, checks: WriteCheck[]): Promise<boolean> {
  try {
    for (const check of checks) await withTimeout(check(db));
    return true;
  } catch (error) {
    logNotWritable(error);
    return false;
  }
}

const logStorage = logOncePerMinute('results cannot be stored');

/** Why results cannot be stored; nothing if they can, or if only a request to a bucket would tell. */
export async function checkStorage(
  open: () => Promise<Pick<Storage, 'assertWritable'>>,
): Promise<Pick<Checks, 'storage'>> {
  try {
    await withTimeout(open().then((storage) => storage.assertWritable?.()));
    return {};
  } catch (error) {
    logStorage(error);
    return { storage: error instanceof StorageError ? error.fault : 'unavailable' };
  }
}

/**
 * Checks whether this instance can serve requests: the database responds, its schema is not older than this
 * version, and what must be writable can be written. A rejected key does not count: everything stored can
 * still be shown.
 *
 * @param open opens the database; if it throws, the database is unreachable
 */
export async function checkReadiness(
  open: () => Promise<Db>,
  sandbox: boolean,
  writeChecks: WriteCheck[] = [writeDatabase],
): Promise<Readiness> {
  try {
    const { db, migrations, key } = await withTimeout(readChecks(open, sandbox));
    if (migrations === 'behind') {
      return { ready: false, checks: { database: 'reachable', migrations, key } };
    }
    const ready = await isWritable(db, writeChecks);
    return { ready, checks: { database: ready ? 'reachable' : 'not_writable', migrations, key } };
  } catch (error) {
    logUnreachable(error);
    const key = sandbox ? 'sandbox' : 'present';
    return { ready: false, checks: { database: 'unreachable', migrations: 'unknown', key } };
  }
}

async function checkAll(): Promise<Readiness> {
  const [{ ready, checks }, storage] = await Promise.all([
    checkReadiness(getDb, getGepetto().sandbox, WRITE_CHECKS),
    checkStorage(getStorage),
  ]);
  return { ready, checks: { ...checks, ...storage } };
}

let latest: { at: number; readiness: Promise<Readiness> } | undefined;

/** The readiness of this process, at most a second old. Throws ConfigurationError. */
export function readiness(): Promise<Readiness> {
  if (latest && performance.now() - latest.at < FRESH_MS) return latest.readiness;
  latest = {
    at: performance.now(),
    readiness: checkAll(),
  };
  return latest.readiness;
}
