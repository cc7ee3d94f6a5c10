import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, jobs } from '@/lib/db';
import { isSeen, type JobRow } from '../row';
import { unseen } from '../state';
import { claim } from './claim';
import { settle } from './settle';

/** How often the loser of a first sight looks whether the winner has written, ms. */
const LOOK_EVERY_MS = 100;

/** The asks of this process that are under way, by job: callers of the same job share one. */
const underWay = new Map<string, Promise<JobRow>>();

async function load(db: Db, id: string): Promise<JobRow | undefined> {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
  return row;
}

/** The row of a job; an id that nobody has asked for yet gets one, due at once. */
async function loadOrCreate({ db, now }: Context, id: string): Promise<JobRow> {
  const row = await load(db, id);
  if (row) return row;
  const { createdAt, waitingSince } = unseen(now());
  const [created] = await db
    .insert(jobs)
    .values({ id, createdAt, waitingSince, nextCheckAt: createdAt })
    .onConflictDoNothing()
    .returning();
  return created ?? (await load(db, id)) ?? Promise.reject(new Error('A job row vanished.'));
}

function isDue(row: JobRow, now: number): boolean {
  return row.state === 'pending' && row.nextCheckAt <= now;
}

/** Somebody else is asking for the first time: wait for what they write, or for their lease to end. */
async function waitForWinner({ db, now }: Context, seen: JobRow): Promise<JobRow> {
  let row = seen;
  while (!isSeen(row) && row.troubleAt === seen.troubleAt && row.leaseUntil > now()) {
    await sleep(LOOK_EVERY_MS);
    row = (await load(db, row.id)) ?? row;
  }
  return row;
}

async function askOnce(ctx: Context, id: string): Promise<JobRow> {
  const claimed = await claim(ctx.db, id, ctx.now(), ctx.gepetto.timeoutMs);
  if (claimed) {
    const answer = await ctx.gepetto.getJob(id);
    const settled = await settle(ctx.db, claimed, answer, ctx.now());
    if (settled) return settled;
  }
  const row = await loadOrCreate(ctx, id);
  return isSeen(row) ? row : waitForWinner(ctx, row);
}

function shareAsk(ctx: Context, id: string): Promise<JobRow> {
  const running = underWay.get(id);
  if (running) return running;
  const ask = askOnce(ctx, id).finally(() => underWay.delete(id));
  underWay.set(id, ask);
  return ask;
}

/**
 * The one door to a job: answers from its row, and asks upstream only when the row is due. However many
 * callers want a job at once, in whatever process, one of them asks.
 *
 * @param patienceMs how long to wait for upstream when something is known already; what comes later is
 *   still written. At the first sight of an id the answer is awaited, up to the deadline of an ask.
 * @returns the row; `body` is null where upstream has never answered for this id, and then
 *   `troubleCode` says why
 * @throws what the database throws
 */
export async function readJob(ctx: Context, id: string, patienceMs: number): Promise<JobRow> {
  const row = await loadOrCreate(ctx, id);
  if (!isDue(row, ctx.now())) return row;
  const ask = shareAsk(ctx, id);
  if (!isSeen(row)) return ask;
  ctx.defer(ask.catch(() => undefined));
  return Promise.race([ask, sleep(patienceMs, row)]);
}
