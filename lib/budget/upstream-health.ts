import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { batch, calls, type Db, type FAILURE_KINDS, failingCalls, upstreamHealth } from '@/lib/db';
import type { CatalogueResult, StartResult, UpstreamResult } from '@/lib/gepetto';

/** After this many consecutive failures upstream counts as down. */
export const DOWN_AFTER_FAILURES = 4;
/** How often an upstream that is down, or that rejects the key, is probed, ms. */
export const PROBE_INTERVAL_MS = 10_000;
/** How often one that answers with errors is asked for jobs that have not failed yet, ms. */
export const UNTRIED_INTERVAL_MS = 1_000;
/** A key that upstream forbids this many different requests, with no success between, is rejected. */
const REJECTED_AFTER_FORBIDDEN = 3;

export type UpstreamHealth = typeof upstreamHealth.$inferSelect & {
  /** Different requests that failed, by kind, and no other has succeeded since. */
  failing: number;
  outOfCredit: number;
};
export type AnyResult = UpstreamResult | CatalogueResult | StartResult;

/** What a call was about. */
export type CallSubject = {
  /** A job's id, the name of a list, or the id of a submission. */
  subject: string;
  /** Fingerprint of the key. */
  keyId: string;
  /** Whether it starts a job: that there is no credit for it says nothing about other calls. */
  starts?: boolean | undefined;
};

const NO_SUBJECT: CallSubject = { subject: '', keyId: '' };

type FailureKind = (typeof FAILURE_KINDS)[number];

/** Results that say something about upstream rather than about one job. The rest leave upstream's health as it is. */
const FAILURE_KIND: Partial<Record<AnyResult['kind'], FailureKind>> = {
  timeout: 'silent',
  unreachable: 'silent',
  invalid_response: 'error',
  upstream_error: 'error',
  out_of_credit: 'credit',
  forbidden: 'forbidden',
  rate_limited: 'limited',
};

/** True if a result shows that upstream accepted the key. */
export function provesKey({ kind }: AnyResult): boolean {
  return kind === 'job' || kind === 'catalogue' || kind === 'not_found' || kind === 'created';
}

const countFailing = (...kinds: FailureKind[]) =>
  sql<number>`(SELECT count(*) FROM ${failingCalls}
    WHERE ${and(eq(failingCalls.counts, true), inArray(failingCalls.kind, kinds))})`;

/** The single row of upstream's health; undefined until there was anything to record. */
export async function selectHealth(db: Db): Promise<UpstreamHealth | undefined> {
  const [row] = await db
    .select({
      health: upstreamHealth,
      failing: countFailing('silent', 'error', 'credit'),
      outOfCredit: countFailing('credit'),
    })
    .from(upstreamHealth)
    .where(eq(upstreamHealth.id, 1));
  return row && { ...row.health, failing: row.failing, outOfCredit: row.outOfCredit };
}

/**
 * Whether upstream is down: it stays silent, or it fails for several different jobs. A single job that fails again
 * and again says nothing about the others.
 */
export function isDown({ failures, failing }: UpstreamHealth): boolean {
  return failures >= DOWN_AFTER_FAILURES || failing >= DOWN_AFTER_FAILURES;
}

/** Whether background calls are reduced to one probe per interval. */
export function isProbing(health: UpstreamHealth): boolean {
  return isDown(health) || health.keyRejectedAt !== null;
}

/** Whether upstream answers, but with errors for several different jobs. */
export function answersWithErrors(health: UpstreamHealth): boolean {
  return health.failures < DOWN_AFTER_FAILURES && health.keyRejectedAt === null;
}

const isFailing = (subject: string, key: string) =>
  and(eq(failingCalls.subject, subject), eq(failingCalls.key, key));

const upsertHealth = (
  db: Db,
  values: Partial<typeof upstreamHealth.$inferInsert>,
  set: Parameters<ReturnType<ReturnType<Db['insert']>['values']>['onConflictDoUpdate']>[0]['set'],
) =>
  db
    .insert(upstreamHealth)
    .values({ id: 1, ...values })
    .onConflictDoUpdate({ target: upstreamHealth.id, set });

/** Remembers that a request fails. One that failed before another succeeded does not count again. */
const markFailing = (db: Db, subject: string, key: string, kind: FailureKind, now: number) =>
  db
    .insert(failingCalls)
    .values({ subject, key, kind, at: now })
    .onConflictDoUpdate({
      target: [failingCalls.subject, failingCalls.key],
      set: { kind, at: now },
    });

/** Silence counts however often one request meets it, unless others have been answered meanwhile. */
function countSilence(db: Db, subject: string, now: number) {
  const { failures } = upstreamHealth;
  const own = sql`EXISTS (SELECT 1 FROM ${failingCalls}
    WHERE ${and(isFailing(subject, ''), eq(failingCalls.counts, false))})`;
  const probeAt = now + PROBE_INTERVAL_MS;
  return upsertHealth(
    db,
    { failures: 1, probeAt },
    { failures: sql`${failures} + (NOT ${own})`, probeAt },
  );
}

/**
 * A 429 blocks every caller, unless this request got the last one too and no other has got any since: then it is a
 * matter of this one, and only it waits.
 */
function block(db: Db, subject: string, until: number) {
  const { blockedUntil } = upstreamHealth;
  const limited = eq(failingCalls.kind, 'limited');
  const own = and(limited, isFailing(subject, ''));
  const others = and(limited, ne(failingCalls.subject, subject), eq(failingCalls.counts, true));
  const exists = (rows: typeof own) => sql`EXISTS (SELECT 1 FROM ${failingCalls} WHERE ${rows})`;
  const blocked = sql`iif(${exists(own)} AND NOT ${exists(others)}, 0, ${until})`;
  return upsertHealth(
    db,
    { blockedUntil: blocked as never },
    { blockedUntil: sql`max(${blockedUntil}, ${blocked})` },
  );
}

/** The statements after a call that upstream answered as it should. */
function afterSuccess(db: Db, { subject, keyId }: CallSubject, keyProven: boolean) {
  const { failures, keyRejectedAt } = upstreamHealth;
  const set = keyProven ? { failures: 0, keyRejectedAt: null } : { failures: 0 };
  const ofKey = keyProven ? inArray(failingCalls.key, ['', keyId]) : eq(failingCalls.key, '');
  return [
    db
      .update(upstreamHealth)
      .set(set)
      .where(sql`${upstreamHealth.id} = 1 AND (${failures} > 0 OR ${keyRejectedAt} IS NOT NULL)`),
    db.delete(failingCalls).where(and(eq(failingCalls.subject, subject), ofKey)),
    db
      .update(failingCalls)
      .set({ counts: false })
      .where(and(eq(failingCalls.counts, true), ofKey)),
  ] as const;
}

/** The statements that record what a result means for all later calls. */
function healthChanges(db: Db, result: AnyResult, about: CallSubject, now: number) {
  const isOwnCredit = result.kind === 'out_of_credit' && about.starts === true;
  const kind = isOwnCredit ? undefined : FAILURE_KIND[result.kind];
  const probeAt = now + PROBE_INTERVAL_MS;
  // `recordForbidden` has recorded a 403, for its key. A response that is too large is a fault of its job alone.
  if (kind === 'forbidden' || result.kind === 'too_large') return [];
  if (result.kind === 'rate_limited') {
    const until = now + result.retryAfterMs;
    return [
      block(db, about.subject, until),
      markFailing(db, about.subject, '', 'limited', now),
    ] as const;
  }
  if (kind !== undefined) {
    const counted =
      kind === 'silent'
        ? countSilence(db, about.subject, now)
        : upsertHealth(db, { probeAt }, { probeAt });
    return [counted, markFailing(db, about.subject, '', kind, now)];
  }
  if (result.kind === 'key_rejected') {
    const set = { keyRejectedAt: now, failures: 0, probeAt };
    return [upsertHealth(db, set, set)];
  }
  // `not_found` proves that upstream is up, but some APIs return it before they check the key.
  const isOfRequest = result.kind === 'not_found' || result.kind === 'rejected';
  return [...afterSuccess(db, about, !isOfRequest)];
}

/** The kind of a result in the database and in traces. */
export function outcomeOf({ kind }: AnyResult) {
  if (kind === 'created') return 'job';
  return kind === 'rejected' ? 'upstream_error' : kind;
}

/** The statement that records the outcome of a reserved call. */
export function callOutcome(db: Db, callId: number, result: AnyResult, latencyMs: number) {
  const httpStatus = 'httpStatus' in result ? (result.httpStatus ?? null) : null;
  const words = 'words' in result ? (result.words ?? null) : null;
  return db
    .update(calls)
    .set({ outcome: outcomeOf(result), latencyMs, httpStatus, words })
    .where(eq(calls.id, callId));
}

/**
 * Records the outcome of a reserved call and what it means for all instances: a 429 blocks every caller,
 * and an upstream that is down gets only one probe per interval.
 *
 * @param latencyMs how long upstream took
 * @param now ms UTC
 * @param about what the call was about: many different requests must fail before upstream counts as down
 */
export async function recordResult(
  db: Db,
  callId: number,
  result: AnyResult,
  latencyMs: number,
  now: number,
  about: CallSubject = NO_SUBJECT,
): Promise<void> {
  const outcome = callOutcome(db, callId, result, latencyMs);
  await batch(db, [outcome, ...healthChanges(db, result, about, now)]);
}

/**
 * Records that upstream denied a request to a key.
 * @returns whether that shows that it rejects the key: it denied several different requests and accepted none
 */
export async function recordForbidden(
  db: Db,
  { subject, keyId }: CallSubject,
  now: number,
): Promise<boolean> {
  const ofKey = and(
    eq(failingCalls.key, keyId),
    eq(failingCalls.kind, 'forbidden'),
    eq(failingCalls.counts, true),
  );
  const [, denied] = await batch(db, [
    markFailing(db, subject, keyId, 'forbidden', now),
    db.select({ subject: failingCalls.subject }).from(failingCalls).where(ofKey),
  ]);
  return denied.length >= REJECTED_AFTER_FORBIDDEN;
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
