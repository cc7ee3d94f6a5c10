import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { singleton } from '@/lib/singleton';

/** What `scripts/server` calls when the process is told to stop. It finds it under the name `bottega.shutdown`. */
type Shutdown = {
  /** True once the process is to stop: background work begins nothing new. */
  stopping: boolean;
  /** Background work that is under way. */
  running: Set<Promise<unknown>>;
  /** Called last, in the order of registration. */
  finishers: (() => Promise<void>)[];
  /** Ends background work. */
  stop: () => void;
  /** Waits for the work under way, at most `forMs`, then runs the finishers. */
  finish: (forMs: number) => Promise<void>;
};

function createShutdown(): Shutdown {
  const shutdown: Shutdown = {
    stopping: false,
    running: new Set(),
    finishers: [],
    stop: () => {
      shutdown.stopping = true;
    },
    finish: async (forMs) => {
      shutdown.stop();
      const ended = Promise.allSettled(shutdown.running);
      await Promise.race([ended, sleep(forMs, undefined, { ref: false })]);
      for (const finisher of shutdown.finishers) await finisher();
    },
  };
  return shutdown;
}

const getShutdown = () => singleton('shutdown', createShutdown);

/** True once the process is to stop: work that costs an upstream call must not begin any more. */
export const isStopping = () => getShutdown().stopping;

/** Lets the process stop only after this work has ended. */
export function finishBeforeExit<T>(work: Promise<T>): Promise<T> {
  const { running } = getShutdown();
  running.add(work);
  const done = () => void running.delete(work);
  work.then(done, done);
  return work;
}

/** Runs `finisher` as the last thing before the process ends. */
export function beforeExit(finisher: () => Promise<void>): void {
  getShutdown().finishers.push(finisher);
}
