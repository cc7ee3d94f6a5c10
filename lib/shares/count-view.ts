import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, type Db, insertIf, shares, shareVisits } from '@/lib/db';
import { logFailure } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import type { Visit } from './visits';

/** Visits of one day to one link that are counted at most: a flood fills no disk. */
const MAX_PER_DAY = 10_000;
/** Visits that links without a limit have had are written this often at most, ms. */
const INTERVAL_MS = 250;
/** Visits that one process keeps until the next write; more are not counted. */
const MAX_WAITING = 5_000;

type Data = Pick<Context, 'db' | 'now' | 'defer'>;

/** The share and the time of the view, ms UTC. */
type View = Visit & { shareId: string; at: number };

/** Visits of one link and day that wait for the next write. */
type Waiting = { shareId: string; day: number; hashes: Set<string>; first: number; last: number };

type Counter = { waiting: Map<string, Waiting>; size: number; writing: Promise<void> | null };

const counters = singleton('share-views', () => new WeakMap<Db, Counter>());

/** Whether the day of a link has room for one more visitor. In a statement on its own: evaluated once. */
const hasRoom = (shareId: string, day: number) =>
  sql`NOT EXISTS (SELECT 1 FROM share_visits WHERE share_id = ${shareId} AND day = ${day}
    LIMIT 1 OFFSET ${MAX_PER_DAY - 1})`;

/** Statement that notes when a link was viewed. */
const noteTimes = (db: Db, shareId: string, first: number, last: number) =>
  db
    .update(shares)
    .set({
      firstViewAt: sql`coalesce(${shares.firstViewAt}, ${first})`,
      lastViewAt: sql`max(coalesce(${shares.lastViewAt}, 0), ${last})`,
    })
    .where(and(eq(shares.id, shareId), or(isNull(shares.lastViewAt), lt(shares.lastViewAt, last))));

/** The statements for the visits of one link. */
function writesOf(db: Db, { shareId, day, hashes, first, last }: Waiting) {
  const visits = db
    .select({
      shareId: sql<string>`${shareId}`.as('share_id'),
      day: sql<number>`${day}`.as('day'),
      visitorHash: sql<string>`value`.as('visitor_hash'),
    })
    .from(sql`json_each(${JSON.stringify([...hashes])})`)
    .where(sql`EXISTS (SELECT 1 FROM shares WHERE id = ${shareId}) AND ${hasRoom(shareId, day)}`);
  const counted = db.insert(shareVisits).select(visits).onConflictDoNothing();
  return [counted, noteTimes(db, shareId, first, last)] as const;
}

async function write(db: Db, counter: Counter): Promise<void> {
  while (counter.waiting.size > 0) {
    const [first, ...others] = [...counter.waiting.values()];
    counter.waiting = new Map();
    counter.size = 0;
    if (first === undefined) return;
    const more = others.flatMap((one) => writesOf(db, one));
    await batch(db, [...writesOf(db, first), ...more]);
    if (counter.waiting.size > 0) await sleep(INTERVAL_MS);
  }
}

/** Counts a visit soon, with others: a link that many people open at once costs a few writes a second. */
export function countSoon({ db, defer }: Data, { shareId, day, visitorHash, at }: View): void {
  const counter = counters.get(db) ?? { waiting: new Map(), size: 0, writing: null };
  counters.set(db, counter);
  if (counter.size >= MAX_WAITING) return;
  const key = `${shareId} ${day}`;
  const waiting = counter.waiting.get(key) ?? {
    shareId,
    day,
    hashes: new Set(),
    first: at,
    last: at,
  };
  counter.waiting.set(key, waiting);
  if (!waiting.hashes.has(visitorHash)) counter.size += 1;
  waiting.hashes.add(visitorHash);
  waiting.last = Math.max(waiting.last, at);
  counter.writing ??= write(db, counter)
    .catch(logFailure('could not count views of share links'))
    .finally(() => {
      counter.writing = null;
    });
  defer(counter.writing);
}

/**
 * Counts a visit to a link that may be viewed a number of times, unless it is counted already. One statement: of two
 * visitors at once only one gets the last view.
 * @returns whether the visitor may see it
 */
export async function countNow(
  { db }: Pick<Data, 'db'>,
  { shareId, day, visitorHash, at }: View,
): Promise<boolean> {
  const visit = { shareId, day, visitorHash };
  const isMine = sql`share_id = ${shareId} AND day = ${day} AND visitor_hash = ${visitorHash}`;
  const [, , mine] = await batch(db, [
    insertIf(
      db,
      shareVisits,
      visit,
      sql`EXISTS (SELECT 1 FROM shares WHERE id = ${shareId} AND (max_views IS NULL OR views < max_views))`,
    ),
    noteTimes(db, shareId, at, at),
    db.select({ day: shareVisits.day }).from(shareVisits).where(isMine),
  ]);
  return mine.length > 0;
}
