import { setTimeout as sleep } from 'node:timers/promises';

/** How long a query waits in total while another process has locked the database, ms. */
const DEADLINE_MS = 5_000;
/** The pause before the next attempt grows from the first to the second, ms. */
const FIRST_PAUSE_MS = 1;
const LAST_PAUSE_MS = 50;

/** True if another process has locked the database and the statement had no effect. */
export function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY');
}

/**
 * The queries of one connection that wait for another process. SQLite's own wait would stop the whole
 * process, so its timeout is 0 and the wait is here. One query tries at a time, first come, first served:
 * a thousand waiting requests cost no more attempts than one.
 */
export class LockQueue {
  #last: Promise<void> = Promise.resolve();

  /**
   * Attempts until the lock is free.
   * @throws what `attempt` throws: BUSY only after 5 s
   */
  async wait<T>(attempt: () => T): Promise<T> {
    const until = performance.now() + DEADLINE_MS;
    const before = this.#last;
    const { promise, resolve: leave } = Promise.withResolvers<void>();
    this.#last = promise;
    try {
      // Those before came earlier, so their deadlines end earlier.
      await before;
      for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(LAST_PAUSE_MS, pause * 1.6)) {
        try {
          return attempt();
        } catch (error) {
          if (!isBusy(error) || performance.now() >= until) throw error;
        }
        await sleep(pause);
      }
    } finally {
      leave();
    }
  }
}
