import { eq, sql } from 'drizzle-orm';
import { batch, calls, type Db, upstreamHealth } from '@/lib/db';
import type { CatalogueResult, UpstreamResult } from '@/lib/gepetto';

/** After this many consecutive failures upstream counts as down. */
export const DOWN_AFTER_FAILURES = 4;
/** How often an upstream that is down is probed, ms. */
export const PROBE_INTERVAL_MS = 12_000;

export type UpstreamHealth = typeof upstreamHealth.$inferSelect;
export type AnyResult = UpstreamResult | CatalogueResult;

/** The single row of upstream's health; undefined until there was anything to record. */
export async function selectHealth(db: Db): Promise<UpstreamHealth | undefined> {
  const [health] = await db.select().from(upstreamHealth).where(eq(upstreamHealth.id, 1));
  return health;
}

/** Errors that mean that upstream is down, rather than that it refuses this call. */
const DOWN = new Set<AnyResult['kind']>([
  'timeout',
  'unreachable',
  'invalid_response',
  'upstream_error',
]);

/** True if a result shows that upstream accepted the key. */
export function provesKey({ kind }: AnyResult): boolean {
  return !DOWN.has(kind) && kind !== 'rate_limited' && kind !== 'key_rejected';
}

const upsertHealth = (
  db: Db,
  values: Partial<UpstreamHealth>,
  set: Parameters<ReturnType<ReturnType<Db['insert']>['values']>['onConflictDoUpdate']>[0]['set'],
) =>
  db
    .insert(upstreamHealth)
    .values({ id: 1, ...values })
    .onConflictDoUpdate({ target: upstreamHealth.id, set });

/** The statement that records what a result means for all later calls. */
function healthChange(db: Db, result: AnyResult, now: number) {
  const { failures, blockedUntil, keyRejectedAt } = upstreamHealth;
  if (DOWN.has(result.kind)) {
    const probeAt = now + PROBE_INTERVAL_MS;
    return upsertHealth(db, { failures: 1, probeAt }, { failures: sql`${failures} + 1`, probeAt });
  }
  if (result.kind === 'rate_limited') {
    const until = now + result.retryAfterMs;
    return upsertHealth(
      db,
      { blockedUntil: until },
      { blockedUntil: sql`max(${blockedUntil}, ${until})` },
    );
  }
  if (result.kind === 'key_rejected') {
    const set = { keyRejectedAt: now, failures: 0 };
    return upsertHealth(db, set, set);
  }
  // `not_found` proves that upstream is up, but some APIs return it before they check the key.
  const set = result.kind === 'not_found' ? { failures: 0 } : { failures: 0, keyRejectedAt: null };
  return db
    .update(upstreamHealth)
    .set(set)
    .where(sql`${upstreamHealth.id} = 1 AND (${failures} > 0 OR ${keyRejectedAt} IS NOT NULL)`);
}

/** The statement that records the outcome of a reserved call. */
export function callOutcome(db: Db, callId: number, result: AnyResult, latencyMs: number) {
  return db.update(calls).set({ outcome: result.kind, latencyMs }).where(eq(calls.id, callId));
}

/**
 * Records the outcome of a reserved call and what it means for all instances: a 429 blocks every caller,
 * and an upstream that is down gets only one probe per interval.
 *
 * @param latencyMs how long upstream took
 * @param now ms UTC
 */
export async function recordResult(
  db: Db,
  callId: number,
  result: AnyResult,
  latencyMs: number,
  now: number,
): Promise<void> {
  await batch(db, [callOutcome(db, callId, result, latencyMs), healthChange(db, result, now)]);
}

/**
 * Records, for all instances, that upstream rejects one key and accepts another.
 * @returns false if that was recorded before
 */
export async function recordRejectedKey(db: Db, rejectedKey: string): Promise<boolean> {
  const recorded = await db
    .insert(upstreamHealth)
    .values({ id: 1, refusedKey: rejectedKey })
    .onConflictDoUpdate({
      target: upstreamHealth.id,
      set: { refusedKey: rejectedKey },
      setWhere: sql`${upstreamHealth.refusedKey} IS NOT ${rejectedKey}`,
    })
    .returning({ id: upstreamHealth.id });
  return recorded.length > 0;
}
