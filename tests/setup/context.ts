import { randomUUID } from 'node:crypto';
import type { Context } from '@/lib/context';
import { type Db, users } from '@/lib/db';
import { createGepetto } from '@/lib/gepetto';
import { openStorage, type Storage } from '@/lib/storage';
import { temporaryFolder } from './temp-folder';

export const TEST_KEY = 'test-key-0123456789';

/** A clock that only moves when told to. Times are ms UTC. */
export type Clock = { now: () => number; advance: (ms: number) => void };

export function startClock(at = Date.now()): Clock {
  let time = at;
  return {
    now: () => time,
    advance: (ms) => {
      time += ms;
    },
  };
}

const removals: (() => void)[] = [];

function removeAll(): void {
  for (const remove of removals) remove();
}

/** An empty folder that is deleted with the process. */
async function freshStorage(): Promise<Storage> {
  const { path, remove } = temporaryFolder();
  // One listener for all of them: Node warns of more than ten.
  if (removals.length === 0) process.once('exit', removeAll);
  removals.push(remove);
  return openStorage({ kind: 'folder', path });
}

/**
 * The context that functions of `lib/` take, for a database and an upstream address. `idle` awaits deferred work.
 * @param timeoutMs how long upstream may take
 */
export function testContext(
  db: Db,
  upstreamUrl: string,
  clock: Clock = startClock(),
  timeoutMs = 2_000,
): Context & { idle: () => Promise<void> } {
  const deferred: Promise<unknown>[] = [];
  let storage: Promise<Storage> | undefined;
  const target = async () => ({ baseUrl: upstreamUrl, apiKey: TEST_KEY });
  return {
    db,
    gepetto: createGepetto(target, { sandbox: false, timeoutMs, callsPerMinute: 100_000 }),
    storage: () => (storage ??= freshStorage()),
    now: clock.now,
    defer: (work) => deferred.push(work),
    idle: async () => {
      await Promise.allSettled(deferred);
    },
  };
}

/** How `startSession` is called for a sign-in by password in a browser. */
export const BROWSER = {
  method: 'password',
  headers: new Headers({
    'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    'x-forwarded-for': '203.0.113.7',
  }),
};

/** Adds a user without a session or password to the database. */
export async function addUser(db: Db): Promise<string> {
  const id = randomUUID();
  await db.insert(users).values({ id, email: `${id}@example.com` });
  return id;
}
