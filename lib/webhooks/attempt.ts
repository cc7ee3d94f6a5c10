import { and, eq, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, webhookDeliveries, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { parseRetryAfter } from '@/lib/gepetto';
import { AddressNotAllowedError, guardedPost, TimeoutError } from '@/lib/guarded-fetch';
import { writeClaimed } from '@/lib/lease';
import { logSecurity } from '@/lib/security-log';
import type { DeliveryRow } from './claim';
import { isAccepted, RECEIVER_TIMEOUT_MS } from './model';
import { nextAttemptAt, pauseUntil } from './retry-schedule';
import { signedHeaders } from './secrets';

type Data = Pick<Context, 'db' | 'now'>;
type SendError = NonNullable<DeliveryRow['lastError']>;

/** The receiver's response, or why there is none. */
type Outcome = {
  status: number | null;
  error: SendError | null;
  /** Until when the receiver gets nothing else, ms UTC; null if there is no such time. */
  pausedUntil: number | null;
};

/**
 * Age of the first failure from which a webhook is disabled when a delivery is given up, ms: the three days of
 * the delivery's own retries, less an hour for attempts that started late.
 */
const FAILING_FOR_MS = 71 * 60 * 60 * 1_000;
/** 410: the Standard Webhooks specification disables the webhook. */
const GONE = 410;
const TLS = /^(ERR_TLS|ERR_SSL|EPROTO|CERT|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH)/;

function toSendError(error: unknown): SendError {
  if (error instanceof AddressNotAllowedError) return 'refused';
  if (error instanceof TimeoutError) return 'timeout';
  const code = String((error as { code?: unknown }).code ?? '');
  return TLS.test(code) ? 'tls' : 'unreachable';
}

/** Sends a delivery once, with a fresh signature. Never throws. */
async function send(
  webhook: typeof webhooks.$inferSelect,
  { id, payload }: DeliveryRow,
  now: () => number,
): Promise<Outcome> {
  const failed = (error: SendError): Outcome => {
    const outcome = { status: null, error };
    return { ...outcome, pausedUntil: pauseUntil(outcome, null, now()) };
  };
  const signature = signedHeaders(webhook, id, payload, now());
  if (!signature) return failed('sealed');
  const guard = { allowPrivate: getEnv().webhooksAllowPrivate, timeoutMs: RECEIVER_TIMEOUT_MS };
  const headers = { ...signature, 'content-type': 'application/json' };
  try {
    const response = await guardedPost(new URL(webhook.url), guard, headers, payload);
    const outcome = { status: response.status, error: null };
    if (isAccepted(outcome.status)) return { ...outcome, pausedUntil: null };
    const { 'retry-after': retryAfter = null, date = null } = response.headers;
    const retryAfterMs = parseRetryAfter(retryAfter, now(), date);
    return { ...outcome, pausedUntil: pauseUntil(outcome, retryAfterMs, now()) };
  } catch (error) {
    return failed(toSendError(error));
  }
}

/** When to try next. A manual attempt that fails leaves the schedule as it is. */
function schedule(row: DeliveryRow, outcome: Outcome, now: number, manual: boolean) {
  if (isAccepted(outcome.status)) return { deliveredAt: now, nextAttemptAt: null };
  if (outcome.status === GONE) return { nextAttemptAt: null };
  if (manual) return {};
  const { retries, createdAt } = row;
  const { pausedUntil } = outcome;
  const next = nextAttemptAt({ retries, createdAt, now, pausedUntil, random: Math.random() });
  return { nextAttemptAt: next, retries: retries + 1 };
}

/** Disables a webhook, and has its owner told by email unless they made this attempt themselves. */
async function disable(
  { db, now }: Data,
  id: string,
  by: 'gone' | 'failing',
  manual: boolean,
): Promise<void> {
  const failingForLong = lte(webhooks.failingSince, now() - FAILING_FOR_MS);
  const noticeDueAt = manual || !getEnv().email ? null : now();
  const [disabled] = await db
    .update(webhooks)
    .set({ disabledAt: now(), disabledBy: by, noticeDueAt })
    .where(
      and(
        eq(webhooks.id, id),
        isNull(webhooks.disabledAt),
        by === 'failing' ? failingForLong : undefined,
      ),
    )
    .returning({ userId: webhooks.userId });
  if (!disabled) return;
  await logSecurity({ db, now }, 'webhook_disabled', { ...disabled, webhookId: id, reason: by });
}

/** Holds back every message to a webhook, those that wait already as well as new ones. */
async function pause({ db }: Data, webhookId: string, until: number): Promise<void> {
  const { nextAttemptAt: next } = webhookDeliveries;
  await batch(db, [
    db
      .update(webhooks)
      .set({ pausedUntil: sql`max(coalesce(${webhooks.pausedUntil}, 0), ${until})` })
      .where(eq(webhooks.id, webhookId)),
    db
      .update(webhookDeliveries)
      .set({ nextAttemptAt: until })
      .where(and(eq(webhookDeliveries.webhookId, webhookId), isNotNull(next), lt(next, until))),
  ]);
}

/**
 * Updates since when the webhook has failed and until when it is paused, and disables it if it failed for long.
 * @param givenUp no attempt of this delivery follows
 */
async function updateHealth(
  ctx: Data,
  webhookId: string,
  outcome: Outcome,
  { givenUp, manual }: { givenUp: boolean; manual: boolean },
) {
  const { db, now } = ctx;
  const webhook = eq(webhooks.id, webhookId);
  if (isAccepted(outcome.status)) {
    const unwell = or(isNotNull(webhooks.failingSince), isNotNull(webhooks.pausedUntil));
    const well = { failingSince: null, pausedUntil: null };
    await db.update(webhooks).set(well).where(and(webhook, unwell));
    return;
  }
  if (outcome.status === GONE) return disable(ctx, webhookId, 'gone', manual);
  if (outcome.pausedUntil !== null) await pause(ctx, webhookId, outcome.pausedUntil);
  if (manual) return;
  const failingSince = sql`coalesce(${webhooks.failingSince}, ${now()})`;
  await db.update(webhooks).set({ failingSince }).where(webhook);
  if (givenUp) await disable(ctx, webhookId, 'failing', manual);
}

/**
 * Sends a claimed delivery and stores the outcome, unless another process has claimed it since.
 *
 * @param manual a user asked for this attempt: a failure counts neither for the schedule nor the webhook
 * @returns the delivery as it is now; undefined if it was deleted or claimed by another process
 */
export async function attempt(
  ctx: Data,
  claimed: DeliveryRow,
  manual: boolean,
): Promise<DeliveryRow | undefined> {
  const [webhook] = await ctx.db.select().from(webhooks).where(eq(webhooks.id, claimed.webhookId));
  if (!webhook) return undefined;
  const outcome = await send(webhook, claimed, ctx.now);
  const next = schedule(claimed, outcome, ctx.now(), manual);
  // Before the claim ends: another message must not follow into a pause that the receiver has just asked for.
  const givenUp = 'nextAttemptAt' in next && next.nextAttemptAt === null;
  await updateHealth(ctx, claimed.webhookId, outcome, { givenUp, manual });
  return writeClaimed(ctx.db, webhookDeliveries, claimed, {
    ...next,
    lastStatus: outcome.status,
    lastError: outcome.error,
  });
}
