import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, sending } from '@/lib/db';
import type { SendingState } from './model';

/** How long after 402 one submission is sent to find out whether there is credit again, ms. */
export const CREDIT_PROBE_MS = 5 * 60_000;

const ONE = eq(sending.id, 1);

/** Whether submissions are sent, and since when they are not. Times are ms UTC. */
export type SendingFacts = {
  state: SendingState;
  pausedAt: number | null;
  pausedBy: string | null;
  outOfCreditAt: number | null;
  /** Out of credit: when the next submission is sent to find out; null without one. */
  probeAt: number | null;
  /** When upstream last called a webhook of ours; null if it never did. */
  hookSeenAt: number | null;
  hookMissedAt: number | null;
};

export async function sendingFacts({ db }: Pick<Context, 'db'>): Promise<SendingFacts> {
  const [row] = await db.select().from(sending).where(ONE);
  const { pausedAt = null, pausedBy = null, outOfCreditAt = null } = row ?? {};
  const { probeAt = null, hookSeenAt = null, hookMissedAt = null } = row ?? {};
  const state = pausedAt !== null ? 'paused' : outOfCreditAt !== null ? 'out_of_credit' : 'on';
  return { state, pausedAt, pausedBy, outOfCreditAt, probeAt, hookSeenAt, hookMissedAt };
}

/** Whether nothing is sent before this time, ms UTC, has come. A clock may have been put back since it was written. */
const isAhead = (probeAt: number | null, now: number) =>
  probeAt !== null && probeAt > now && probeAt <= now + CREDIT_PROBE_MS;

/** Whether nobody is sending: it is paused, or out of credit, and nobody is about to find out more. */
export function isStopped({ state, probeAt }: SendingFacts, now: number): boolean {
  return state === 'paused' || (state === 'out_of_credit' && isAhead(probeAt, now));
}

/**
 * Whether a submission may be sent now. Out of credit, one of all processes gets the right to send a single one.
 */
export async function maySend({
  db,
  now,
}: Pick<Context, 'db' | 'now'>): Promise<'any' | 'one' | 'none'> {
  const [row] = await db.select().from(sending).where(ONE);
  if (!row || (row.pausedAt === null && row.outOfCreditAt === null)) return 'any';
  if (row.pausedAt !== null) return 'none';
  const at = now();
  const { probeAt } = sending;
  const isDue = or(isNull(probeAt), lte(probeAt, at), sql`${probeAt} > ${at + CREDIT_PROBE_MS}`);
  const [probe] = await db
    .update(sending)
    .set({ probeAt: at + CREDIT_PROBE_MS })
    .where(and(ONE, isNull(sending.pausedAt), isNotNull(sending.outOfCreditAt), isDue))
    .returning({ id: sending.id });
  return probe ? 'one' : 'none';
}

/** The condition, for a statement, that nobody has paused sending. */
export const isNotPaused = () =>
  sql`NOT EXISTS (SELECT 1 FROM ${sending} WHERE ${sending.pausedAt} IS NOT NULL)`;

/** The statement that stops sending because upstream answers 402. */
export function stopForCredit(db: Db, now: number) {
  return db
    .insert(sending)
    .values({ id: 1, outOfCreditAt: now, probeAt: now + CREDIT_PROBE_MS })
    .onConflictDoUpdate({
      target: sending.id,
      set: {
        outOfCreditAt: sql`coalesce(${sending.outOfCreditAt}, ${now})`,
        probeAt: now + CREDIT_PROBE_MS,
      },
    });
}

/** The statement that goes on sending: upstream has accepted a job. */
export function goOnWithCredit(db: Db) {
  return db
    .update(sending)
    .set({ outOfCreditAt: null, probeAt: null })
    .where(and(ONE, isNotNull(sending.outOfCreditAt)));
}

/** Pauses sending, or resumes it, also after upstream answered 402. Refreshes go on. */
export async function setPaused(
  { db, now }: Pick<Context, 'db' | 'now'>,
  operatorId: string,
  paused: boolean,
): Promise<void> {
  const set = paused
    ? { pausedAt: now(), pausedBy: operatorId }
    : { pausedAt: null, pausedBy: null, outOfCreditAt: null, probeAt: null };
  await db
    .insert(sending)
    .values({ id: 1, ...set })
    .onConflictDoUpdate({ target: sending.id, set });
}
