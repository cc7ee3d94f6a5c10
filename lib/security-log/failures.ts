import 'server-only';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { and, gte, lt, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, securityEvents } from '@/lib/db';
import { logOncePerMinute } from '@/lib/log';
import { outsideRequests } from '@/lib/request';
import { finishBeforeExit, isStopping } from '@/lib/shutdown';
import { singleton } from '@/lib/singleton';
import type { SecurityEvent } from './model';

// What anybody can cause, as often as they like: wrong passwords, made-up tokens. Equal events within a window
// share a row, new rows of a window are limited for all instances together, and a process writes every few
// seconds at most. What does not fit is counted in one row for each kind of event.

export type EventRow = Omit<typeof securityEvents.$inferInsert, 'id' | 'event'> & {
  event: SecurityEvent;
};

/** How long equal events share a row, ms. */
const WINDOW_MS = 10 * 60_000;
/** Rows of one window, of all instances, besides those that count the rest. */
export const MAX_ROWS_PER_WINDOW = 100;
/** The shortest time between two writes of a process, ms. */
export const WRITE_INTERVAL_MS = 5_000;
/** Rows that wait in memory at most. */
const MAX_WAITING = 200;
/** Writes for which the work that one request has deferred goes on. */
const MAX_ROUNDS = 10;
/** How soon waiting work notices that the process is to stop, ms. */
const STEP_MS = 200;

type Waiting = Map<string, EventRow & { sharedKey: string; times: number }>;

type Lines = {
  waiting: Waiting;
  /** Rows of this process's window, which are updated in any case. */
  written: Set<string>;
  writing: boolean;
  /** Time of the last write, ms of `performance.now()`. */
  wroteAt: number;
};

const linesByDb = singleton('security-lines', () => new WeakMap<Db, Lines>());
const logError = logOncePerMinute('failures could not be written to the security log');

function linesOf(db: Db): Lines {
  const known = linesByDb.get(db);
  if (known) return known;
  const lines = {
    waiting: new Map(),
    written: new Set<string>(),
    writing: false,
    wroteAt: Number.NEGATIVE_INFINITY,
  };
  linesByDb.set(db, lines);
  return lines;
}

const windowOf = (at: number) => String(Math.floor(at / WINDOW_MS));

function keyOf(row: EventRow): string {
  const same = [row.event, row.aboutUser, row.byUser, row.account, row.from, row.details];
  const hash = createHash('sha256').update(JSON.stringify(same)).digest('base64url').slice(0, 22);
  return `${windowOf(row.at)}:${hash}`;
}

/** The row that counts what has no row of its own. */
function restOf({ at, event }: EventRow): EventRow & { sharedKey: string } {
  const who = { aboutUser: null, byUser: null, account: null, from: null };
  const sharedKey = `${windowOf(at)}:~${event}`;
  return { at, event, ...who, details: { reason: 'too_many_to_list' }, sharedKey };
}

function count(waiting: Waiting, row: EventRow & { sharedKey: string }, times: number): void {
  const same = waiting.get(row.sharedKey);
  waiting.set(row.sharedKey, { ...(same ?? row), times: (same?.times ?? 0) + times });
}

function add(waiting: Waiting, row: EventRow): void {
  const sharedKey = keyOf(row);
  const fits = waiting.has(sharedKey) || waiting.size < MAX_WAITING;
  count(waiting, fits ? { ...row, sharedKey } : restOf(row), 1);
}

/** How many rows the window has already. */
async function rowsIn(db: Db, window: string): Promise<number> {
  const key = securityEvents.sharedKey;
  const found = await db
    .select({ one: sql`1` })
    .from(securityEvents)
    .where(and(gte(key, `${window}:`), lt(key, `${window};`)))
    .limit(MAX_ROWS_PER_WINDOW);
  return found.length;
}

/** What to write: rows of their own as far as there is room, and the rest counted. */
function fitted(waiting: Waiting, written: Set<string>, room: number): Waiting {
  const rows: Waiting = new Map();
  let left = room;
  for (const { times, ...row } of waiting.values()) {
    const isRest = row.sharedKey.includes(':~');
    const hasRow = isRest || written.has(row.sharedKey);
    if (!hasRow) left -= 1;
    count(rows, hasRow || left >= 0 ? row : restOf(row), times);
  }
  return rows;
}

/** Writes what waits: one read and one write. */
async function write(db: Db, lines: Lines): Promise<void> {
  const { waiting, written } = lines;
  const [first] = waiting.values();
  if (!first) return;
  lines.waiting = new Map();
  lines.wroteAt = performance.now();
  try {
    const window = windowOf(first.at);
    for (const key of written) if (!key.startsWith(`${window}:`)) written.delete(key);
    const rows = fitted(waiting, written, MAX_ROWS_PER_WINDOW - (await rowsIn(db, window)));
    await db
      .insert(securityEvents)
      .values([...rows.values()])
      .onConflictDoUpdate({
        target: securityEvents.sharedKey,
        set: { times: sql`${securityEvents.times} + excluded.times` },
      });
    for (const key of rows.keys()) written.add(key);
  } catch (error) {
    // Kept for the next write, as far as there is room.
    for (const { times, ...row } of waiting.values()) {
      const fits = lines.waiting.has(row.sharedKey) || lines.waiting.size < MAX_WAITING;
      count(lines.waiting, fits ? row : restOf(row), times);
    }
    throw error;
  }
}

async function writeInTurn(db: Db, lines: Lines): Promise<void> {
  try {
    for (let round = 0; round < MAX_ROUNDS && lines.waiting.size > 0; round++) {
      const due = lines.wroteAt + WRITE_INTERVAL_MS;
      while (performance.now() < due && !isStopping()) await sleep(STEP_MS);
      await write(db, lines);
    }
  } finally {
    lines.writing = false;
  }
}

/** Notes an event that anybody can cause. It is written in the background; a failure to do so is logged. */
export function shareLine(
  { db, defer }: Pick<Context, 'db'> & Partial<Pick<Context, 'defer'>>,
  row: EventRow,
): void {
  const lines = linesOf(db);
  add(lines.waiting, row);
  if (lines.writing) return;
  lines.writing = true;
  const work = finishBeforeExit(outsideRequests(() => writeInTurn(db, lines))).catch(logError);
  defer?.(work);
}
