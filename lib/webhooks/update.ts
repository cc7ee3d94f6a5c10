import type { Context } from '@/lib/context';
import { webhooks } from '@/lib/db';
import { isOwnedBy, webhookNotFound } from './list';
import { toWebhookView, type WebhookView } from './model';

type Data = Pick<Context, 'db' | 'now'>;

/**
 * Enables or disables a webhook. Jobs that settle while it is disabled are not delivered later; deliveries
 * that were already waiting are.
 * @throws AppError `not_found` if the user has no such webhook
 */
export async function setEnabled(
  { db, now }: Data,
  userId: string,
  id: string,
  enabled: boolean,
): Promise<WebhookView> {
  const change = enabled
    ? { disabledAt: null, disabledBy: null, failingSince: null }
    : { disabledAt: now(), disabledBy: 'owner' as const };
  const [row] = await db.update(webhooks).set(change).where(isOwnedBy(userId, id)).returning();
  if (!row) throw webhookNotFound();
  return toWebhookView(row, now());
}

/**
 * Deletes a webhook with its secret and its log.
 * @throws AppError `not_found` if the user has no such webhook
 */
export async function deleteWebhook({ db }: Data, userId: string, id: string): Promise<void> {
  const deleted = await db
    .delete(webhooks)
    .where(isOwnedBy(userId, id))
    .returning({ id: webhooks.id });
  if (deleted.length === 0) throw webhookNotFound();
}
