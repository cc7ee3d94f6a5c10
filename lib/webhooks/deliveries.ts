import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhookDeliveries } from '@/lib/db';
import { getWebhook } from './manage';
import { type DeliveryView, deliveryView } from './view';

/** How many the log shows. */
const LOG_LIMIT = 50;

/**
 * What a webhook was told lately, newest first, the latest 50.
 * @throws AppError `not_found` when the user has no such webhook
 */
export async function listDeliveries(
  ctx: Pick<Context, 'db' | 'now'>,
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
  return rows.map((row) => deliveryView(row, ctx.now()));
}
