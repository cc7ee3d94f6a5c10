import { randomBytes } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhookDeliveries, webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { rateLimiter } from '@/lib/rate-limit';
import { attempt } from './attempt';
import { claimedOnInsert, claimNow, type DeliveryRow } from './claim';
import { getWebhook, isOwnedBy, webhookNotFound } from './list';
import { type DeliveryView, toDeliveryView } from './model';

type Data = Pick<Context, 'db' | 'now'>;

/** Deliveries that the log of a webhook shows. */
const LOG_LIMIT = 50;
/** Manual attempts of one user, so that the app cannot be used to flood a receiver. */
const MANUAL_LIMIT = { name: 'webhook-by-hand', points: 20, seconds: 60 };

/**
 * The latest 50 deliveries of a webhook, newest first.
 * @throws AppError `not_found` if the user has no such webhook
 */
export async function listDeliveries(
  ctx: Data,
  userId: string,
  webhookId: string,
): Promise<DeliveryView[]> {
  await getWebhook(ctx, userId, webhookId);
  const rows = await ctx.db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.userId, userId)))
    .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
    .limit(LOG_LIMIT);
  return rows.map((row) => toDeliveryView(row, ctx.now()));
}

async function attemptNow(ctx: Data, claimed: DeliveryRow): Promise<DeliveryView> {
  const row = await attempt(ctx, claimed, true);
  if (!row) throw webhookNotFound();
  return toDeliveryView(row, ctx.now());
}

/** All fields of a real delivery, with a job that does not exist. */
function testPayload(webhookId: string, origin: string, now: number): string {
  const at = new Date(now).toISOString();
  const url = `${getEnv().publicUrl ?? origin}/settings/webhooks/${webhookId}`;
  const job = { id: 'test', state: 'succeeded', status: 'success', mode: 'test', output: null };
  const data = { ...job, url, createdAt: at, settledAt: at };
  return JSON.stringify({ type: 'webhook.test', timestamp: at, data });
}

/**
 * Sends a test to a webhook, enabled or not, and waits for the outcome. There is one attempt.
 * @throws AppError `not_found` if the user has no such webhook; `too_many_requests`
 */
export async function sendTest(
  ctx: Data,
  userId: string,
  webhookId: string,
): Promise<DeliveryView> {
  const { db, now } = ctx;
  const [webhook] = await db.select().from(webhooks).where(isOwnedBy(userId, webhookId));
  if (!webhook) throw webhookNotFound();
  await rateLimiter(db, MANUAL_LIMIT).consume(userId);
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
  if (!row) throw new Error('The insert returned no row.');
  return attemptNow(ctx, row);
}

/**
 * Sends a delivery again, in any state, with the same `webhook-id`, and waits for the outcome. Returns it
 * unchanged while an attempt is under way.
 * @throws AppError `not_found` if the user has no such delivery; `too_many_requests`
 */
export async function redeliver(
  ctx: Data,
  userId: string,
  webhookId: string,
  id: string,
): Promise<DeliveryView> {
  const { db, now } = ctx;
  const [delivery] = await db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.userId, userId),
      ),
    );
  if (!delivery) {
    throw new AppError('not_found', 'This delivery no longer exists. Reload the page.');
  }
  await rateLimiter(db, MANUAL_LIMIT).consume(userId);
  const claimed = await claimNow(db, id, now());
  return claimed ? attemptNow(ctx, claimed) : toDeliveryView(delivery, now());
}
