import { and, eq, isNotNull, isNull, lte, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhookDeliveries, webhooks } from '@/lib/db';
import type { DeliveryRow } from './claim';
import { nextAttemptAt } from './schedule';
import { isAccepted, type Outcome, send } from './send';

type Data = Pick<Context, 'db' | 'now'>;

/** A webhook that has taken nothing for this long, while deliveries were given up, is disabled, ms. */
export const FAILING_FOR_MS = 3 * 24 * 60 * 60 * 1_000;
/** HTTP's word for "do not come back": the Standard Webhooks specification disables the webhook on it. */
const GONE = 410;

/** What follows for when it is sent again. An attempt by hand leaves the plan as it is, unless it was taken. */
function planAfter(row: DeliveryRow, outcome: Outcome, now: number, byHand: boolean) {
  if (isAccepted(outcome)) return { deliveredAt: now, nextAttemptAt: null };
  if (outcome.status === GONE) return { nextAttemptAt: null };
  if (byHand) return {};
  const { retries, createdAt } = row;
  const { retryAfterMs } = outcome;
  const next = nextAttemptAt({ retries, createdAt, now, retryAfterMs, random: Math.random() });
  return { nextAttemptAt: next, retries: retries + 1 };
}

async function disable({ db, now }: Data, id: string, by: 'gone' | 'failing'): Promise<void> {
  const longFailing = lte(webhooks.failingSince, now() - FAILING_FOR_MS);
  await db
    .update(webhooks)
    .set({ disabledAt: now(), disabledBy: by })
    .where(
      and(
        eq(webhooks.id, id),
        isNull(webhooks.disabledAt),
        by === 'failing' ? longFailing : undefined,
      ),
    );
}

/** Keeps the books of a webhook: since when it has failed, and whether it is time to leave it alone. */
async function noteHealth(ctx: Data, row: DeliveryRow, outcome: Outcome, byHand: boolean) {
  const { db, now } = ctx;
  const its = eq(webhooks.id, row.webhookId);
  if (isAccepted(outcome)) {
    const failing = and(its, isNotNull(webhooks.failingSince));
    await db.update(webhooks).set({ failingSince: null }).where(failing);
  } else if (outcome.status === GONE) {
    await disable(ctx, row.webhookId, 'gone');
  } else if (!byHand) {
    const failingSince = sql`coalesce(${webhooks.failingSince}, ${now()})`;
    await db.update(webhooks).set({ failingSince }).where(its);
    if (row.nextAttemptAt === null) await disable(ctx, row.webhookId, 'failing');
  }
}

/**
 * Sends a delivery that has just been claimed and writes down what came of it, under the lease of the
 * claim: a claimer that was thought dead must not overwrite its successor.
 *
 * @param byHand whether somebody asked for this attempt: it then counts against nothing
 * @returns the delivery as it now is; undefined when it is gone or somebody else's
 */
export async function attempt(
  ctx: Data,
  claimed: DeliveryRow,
  byHand: boolean,
): Promise<DeliveryRow | undefined> {
  const [webhook] = await ctx.db.select().from(webhooks).where(eq(webhooks.id, claimed.webhookId));
  if (!webhook) return undefined;
  const outcome = await send(webhook, claimed, ctx.now());
  const [row] = await ctx.db
    .update(webhookDeliveries)
    .set({
      ...planAfter(claimed, outcome, ctx.now(), byHand),
      lastStatus: outcome.status,
      lastError: outcome.error,
      leaseUntil: 0,
    })
    .where(
      and(
        eq(webhookDeliveries.id, claimed.id),
        eq(webhookDeliveries.leaseUntil, claimed.leaseUntil),
      ),
    )
    .returning();
  if (row) await noteHealth(ctx, row, outcome, byHand);
  return row;
}
