import { eq, lt, sql } from 'drizzle-orm';
import { calls, type Db, upstreamHealth } from '@/lib/db';
import type { CatalogueResult, UpstreamResult } from '@/lib/gepetto';

/** So many calls in a row without an answer, and upstream counts as dead. */
export const OPEN_AFTER = 4;
/** How often a dead upstream is asked whether it is back, ms. */
export const PROBE_EVERY_MS = 12_000;
/** How long calls are kept, ms: the operator's page shows an hour. */
const KEPT_MS = 2 * 60 * 60 * 1_000;

export type Health = typeof upstreamHealth.$inferSelect;

/** What is known of upstream's health; undefined while there was nothing to write down. */
export async function readHealth(db: Db): Promise<Health | undefined> {
  const [health] = await db.select().from(upstreamHealth).where(eq(upstreamHealth.id, 1));
  return health;
}

/** Answers that say that upstream is dead, not that it has something against this call. */
const DEAD = new Set<(UpstreamResult | CatalogueResult)['kind']>([
  'timeout',
  'unreachable',
  'nonsense',
  'refused',
]);

/** Whether an answer shows that upstream accepts the key that it was asked with. */
export function provesKey({ kind }: UpstreamResult | CatalogueResult): boolean {
  return !DEAD.has(kind) && kind !== 'limited' && kind !== 'key_rejected';
}

async function noteFailure(db: Db, now: number): Promise<void> {
  const failures = sql`${upstreamHealth.failures} + 1`;
  const probeAt = now + PROBE_EVERY_MS;
  await db
    .insert(upstreamHealth)
    .values({ id: 1, failures: 1, probeAt })
    .onConflictDoUpdate({ target: upstreamHealth.id, set: { failures, probeAt } });
}

async function block(db: Db, until: number): Promise<void> {
  const blockedUntil = sql`max(${upstreamHealth.blockedUntil}, ${until})`;
  await db
    .insert(upstreamHealth)
    .values({ id: 1, blockedUntil: until })
    .onConflictDoUpdate({ target: upstreamHealth.id, set: { blockedUntil } });
}

async function noteKeyRejected(db: Db, now: number): Promise<void> {
  const set = { keyRejectedAt: now, failures: 0 };
  await db
    .insert(upstreamHealth)
    .values({ id: 1, ...set })
    .onConflictDoUpdate({ target: upstreamHealth.id, set });
}

/** Upstream lives: whoever left it alone may come back. Writes only where something was wrong. */
async function noteAlive(db: Db, keyAccepted: boolean): Promise<void> {
  await db
    .update(upstreamHealth)
    .set({ failures: 0, ...(keyAccepted ? { keyRejectedAt: null } : {}) })
    .where(
      sql`${upstreamHealth.id} = 1 AND (${upstreamHealth.failures} > 0 OR ${upstreamHealth.keyRejectedAt} IS NOT NULL)`,
    );
}

/** Writes down what a call that was paid for came to. */
export async function noteOutcome(
  db: Db,
  callId: number,
  outcome: string,
  latencyMs: number,
): Promise<void> {
  await db.update(calls).set({ outcome, latencyMs }).where(eq(calls.id, callId));
}

/**
 * Remembers, for all instances, that upstream refuses one key and accepts another.
 * @returns whether that was news
 */
export async function noteRefusedKey(db: Db, refusedKey: string): Promise<boolean> {
  const noted = await db
    .insert(upstreamHealth)
    .values({ id: 1, refusedKey })
    .onConflictDoUpdate({
      target: upstreamHealth.id,
      set: { refusedKey },
      setWhere: sql`${upstreamHealth.refusedKey} IS NOT ${refusedKey}`,
    })
    .returning({ id: upstreamHealth.id });
  return noted.length > 0;
}

/**
 * Writes down what a call that was paid for came to, and what follows from it for all: a 429 is obeyed by
 * every instance, and an upstream that seems dead is left alone but for a probe now and then.
 *
 * @param latencyMs how long upstream took
 * @param now ms UTC
 */
export async function recordResult(
  db: Db,
  callId: number,
  answer: UpstreamResult | CatalogueResult,
  latencyMs: number,
  now: number,
): Promise<void> {
  await noteOutcome(db, callId, answer.kind, latencyMs);
  if (DEAD.has(answer.kind)) await noteFailure(db, now);
  else if (answer.kind === 'limited') await block(db, now + answer.retryAfterMs);
  else if (answer.kind === 'key_rejected') await noteKeyRejected(db, now);
  else await noteAlive(db, answer.kind !== 'unknown');
}

/** Forgets calls that nobody counts any more. */
export async function pruneCalls(db: Db, now: number): Promise<void> {
  await db.delete(calls).where(lt(calls.at, now - KEPT_MS));
}
