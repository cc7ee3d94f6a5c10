import type { Context } from '@/lib/context';
import { singleton } from '@/lib/singleton';
import type { StorageError } from '@/lib/storage';
import type { ResultProblem } from './model';

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

type Pause = { until: number; lastMs: number; problem: ResultProblem };

/** Copying is paused while our own store fails, by database: no result is to blame, and each would fail. */
const pauses = singleton('storage-pauses', () => new WeakMap<object, Pause>());

const storageProblem = ({ fault }: StorageError): ResultProblem => `storage_${fault}`;

/** The pause that stands; undefined if there is none. One from the future was made while the clock was wrong. */
export function currentPause({ db, now }: Pick<Context, 'db' | 'now'>): Pause | undefined {
  const pause = pauses.get(db);
  const left = pause ? pause.until - now() : 0;
  return left > 0 && left <= LONGEST_PAUSE_MS ? pause : undefined;
}

/**
 * Pauses after a failure of the store, longer each time until it works again. Several copies that fail together
 * cause one pause.
 */
export function pauseCopying(ctx: Pick<Context, 'db' | 'now'>, error: StorageError): Pause {
  const problem = storageProblem(error);
  const standing = currentPause(ctx);
  if (standing) return Object.assign(standing, { problem });
  const before = pauses.get(ctx.db)?.lastMs ?? 0;
  const lastMs = Math.min(Math.max(FIRST_PAUSE_MS, 2 * before), LONGEST_PAUSE_MS);
  const pause = { until: ctx.now() + lastMs, lastMs, problem };
  pauses.set(ctx.db, pause);
  return pause;
}

/** The store works. */
export function endPause({ db }: Pick<Context, 'db'>): void {
  pauses.delete(db);
}
