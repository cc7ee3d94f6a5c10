import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhookDeliveries, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { rateLimiter } from '@/lib/rate-limit';
import { attempt } from './attempt';
import { claimByHand, claimedOnInsert, type DeliveryRow } from './claim';
import { isOwnedBy, webhookNotFound } from './own';
import { type DeliveryView, deliveryView } from './view';

type Data = Pick<Context, 'db' | 'now'>;

/** How often one user may have something sent by hand: Bottega must not be what floods a receiver. */
const BY_HAND = { name: 'webhook-by-hand', points: 20, seconds: 60 };

/** What a test carries: every field of a real one, of a job that there never was. */
function testPayload(webhookId: string, origin: string, now: number): string {
  const at = new Date(now).toISOString();
  const url = `${getEnv().publicUrl ?? origin}/settings/webhooks/${webhookId}`;
  const job = { id: 'test', state: 'succeeded', status: 'success', mode: 'test', output: null };
  const data = { ...job, url, createdAt: at, settledAt: at };
  return JSON.stringify({ type: 'webhook.test', timestamp: at, data });
}

async function sendNow(ctx: Data, claimed: DeliveryRow): Promise<DeliveryView> {
  const row = await attempt(ctx, claimed, true);
  if (!row) throw webhookNotFound();
  return deliveryView(row, ctx.now());
}

/**
 * Sends a test to a webhook, disabled or not, once, and waits for what comes of it.
 * @throws AppError `not_found` when the user has no such webhook; `too_many_requests`
 */
export async function sendTest(
  ctx: Data,
  userId: string,
  webhookId: string,
): Promise<DeliveryView> {
  const { db, now } = ctx;
  const [webhook] = await db.select().from(webhooks).where(isOwnedBy(userId, webhookId));
  if (!webhook) throw webhookNotFound();
  await rateLimiter(db, BY_HAND).consume(userId);
  const [row] = await db
    .insert(webhookDeliveries)
    .values({
      id: `msg_${randomBytes(16).toString('hex')}`,
      webhookId,
      userId,
      type: 'webhook.test',
      payload: testPayload(webhookId, webhook.origin, now()),
      createdAt: now(),
      ...claimedOnInsert(now()),
    })
    .returning();
  if (!row) throw new Error('An insert returned no row.');
  return sendNow(ctx, row);
}

/**
 * Sends a delivery again, whatever became of it, under the same `webhook-id`, and waits for what comes of
 * it. One that is being sent at this moment is left alone.
 * @throws AppError `not_found` when the user has no such delivery; `too_many_requests`
 */
export async function redeliver(
  ctx: Data,
  userId: string,
  webhookId: string,
  id: string,
): Promise<DeliveryView> {
  const { db, now } = ctx;
  const its = and(
    eq(webhookDeliveries.id, id),
    eq(webhookDeliveries.webhookId, webhookId),
    eq(webhookDeliveries.userId, userId),
  );
  const [known] = await db.select().from(webhookDeliveries).where(its);
  if (!known) {
    throw new AppError('not_found', 'There is no such delivery any more. Reload the page.');
  }
  await rateLimiter(db, BY_HAND).consume(userId);
  const claimed = await claimByHand(db, userId, webhookId, id, now());
  return claimed ? sendNow(ctx, claimed) : deliveryView(known, now());
}
