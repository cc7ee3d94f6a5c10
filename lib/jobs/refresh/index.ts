import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, jobs } from '@/lib/db';
import { logFailure } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import { hasResponse, type JobRow, type ResponseRow } from '../row';
import { newJob } from '../state';
import { refreshInteractively } from './ask';
import { sweep } from './sweep';

export { sweep } from './sweep';

/** How often the loser of a first sight looks whether the winner has written, ms. */
const LOOK_EVERY_MS = 100;
/** How long a reader's request keeps a sweep going after its answer, ms. */
const SWEEP_MS = 5_000;
/** How long somebody who could have the row waits for fresh news from upstream, ms. */
const PATIENCE_MS = 250;
/** How old the note of the last look may be, ms: one write per job in that time, however many look. */
const WATCH_NOTE_MS = 20_000;

async function selectJob(db: Db, id: string): Promise<JobRow | undefined> {
  const [row] = await db.select().from(jobs).where(eq(jobs.id, id));
  return row;
}

/** The row of a job; an id that nobody has asked for yet gets one, due at once. */
async function ensureJobRow({ db, now }: Context, id: string): Promise<JobRow> {
  const row = await selectJob(db, id);
  if (row) return row;
  const { createdAt, waitingSince } = newJob(now());
  const [created] = await db
    .insert(jobs)
    .values({ id, createdAt, waitingSince, nextCheckAt: createdAt })
    .onConflictDoNothing()
    .returning();
  return created ?? (await selectJob(db, id)) ?? Promise.reject(new Error('A job row vanished.'));
}

function isDue(row: ResponseRow, now: number): boolean {
  return row.state === 'pending' && row.nextCheckAt <= now;
}

/** Notes that somebody looks: jobs that are watched are asked for more often. Null while the last note is new enough. */
function noteWatched({ db, now }: Context, row: ResponseRow): Promise<unknown> | null {
  if (row.state !== 'pending' || now() - row.watchedAt < WATCH_NOTE_MS) return null;
  return db.update(jobs).set({ watchedAt: now() }).where(eq(jobs.id, row.id)).execute();
}

/** Somebody else is asking for the first time: wait for what they write, or for their lease to end. */
async function waitForWinner({ db, now }: Context, seen: JobRow): Promise<JobRow> {
  let row = seen;
  while (!hasResponse(row) && row.troubleAt === seen.troubleAt && row.leaseUntil > now()) {
    await sleep(LOOK_EVERY_MS);
    row = (await selectJob(db, row.id)) ?? row;
  }
  return row;
}

/** The first sights of this process that are under way, by job: callers of the same job share one. */
const underWay = singleton(
  'first-sights',
  () => new WeakMap<object, Map<string, Promise<JobRow>>>(),
);

/**
 * Asks for a job on behalf of somebody who waits, once for all who do, ahead of all refreshes.
 * @returns the row as it then is
 */
export function refreshNow(ctx: Context, id: string): Promise<JobRow> {
  const asked = underWay.get(ctx.db) ?? new Map<string, Promise<JobRow>>();
  underWay.set(ctx.db, asked);
  const running = asked.get(id);
  if (running) return running;
  const asking = refreshInteractively(ctx, id)
    .then(() => ensureJobRow(ctx, id))
    .then((row) => waitForWinner(ctx, row))
    .finally(() => asked.delete(id));
  asked.set(id, asking);
  return asking;
}

/** As `parseJob`, for a row that has just been read. */
export async function refreshIfDue<Row extends ResponseRow>(
  ctx: Context,
  row: Row,
  patienceMs = PATIENCE_MS,
): Promise<Row | JobRow> {
  const noted = noteWatched(ctx, row);
  if (!isDue(row, ctx.now())) {
    // Nobody waits for the note, and a note that fails costs nothing but the next one.
    if (noted) ctx.defer(noted.catch(logFailure('a look at a job could not be noted')));
    return row;
  }
  // The sweep is for jobs that are kept or watched.
  await noted;
  if (!hasResponse(row)) return refreshNow(ctx, row.id);
  const swept = sweep(ctx, SWEEP_MS).catch(logFailure('jobs could not be refreshed'));
  ctx.defer(swept);
  await Promise.race([swept, sleep(patienceMs)]);
  return (await selectJob(ctx.db, row.id)) ?? row;
}

/**
 * The one door to a job: answers from its row. At the first sight of an id upstream is asked, once for
 * all who want it, in whatever process. Later a due row only sets a sweep going, which asks for what is
 * most worth a call: no tab chooses, and a hundred tabs cost what one does.
 *
 * @param patienceMs how long to wait for fresh news when something is known already; what comes later is
 *   still written. At the first sight the answer is awaited, up to the deadline of an ask.
 * @returns the row; `body` is null where upstream has never answered for this id, and then
 *   `troubleCode` says why
 * @throws what the database throws
 */
export async function readJob(ctx: Context, id: string, patienceMs = PATIENCE_MS): Promise<JobRow> {
  return refreshIfDue(ctx, await ensureJobRow(ctx, id), patienceMs);
}
