import type { Context } from '@/lib/context';
import { webhooks } from '@/lib/db';
import { logSecurity } from '@/lib/security-log';
import { isOwnedBy, webhookNotFound } from './list';
import { toWebhookView, type WebhookEvent, type WebhookView } from './model';

type Data = Pick<Context, 'db' | 'now'>;

type Changes = { enabled?: boolean | undefined; events?: WebhookEvent[] | undefined };

/** What changes with the state. An enabled webhook starts anew, whatever happened before. */
function stateChange(enabled: boolean | undefined, now: number) {
  if (enabled === undefined) return {};
  const change = enabled
    ? { disabledAt: null, disabledBy: null, failingSince: null, pausedUntil: null }
    : { disabledAt: now, disabledBy: 'owner' as const };
  return { ...change, noticeDueAt: null };
}

/**
 * Enables or disables a webhook, or chooses its events. Jobs that settle while it is disabled, and events that
 * it did not choose, are not delivered later; deliveries that were already waiting are.
 * @throws AppError `not_found` if the user has no such webhook
 */
export async function updateWebhook(
  { db, now }: Data,
  userId: string,
  id: string,
  { enabled, events }: Changes,
): Promise<WebhookView> {
  const change = { ...stateChange(enabled, now()), ...(events && { events }) };
  const [row] = await db.update(webhooks).set(change).where(isOwnedBy(userId, id)).returning();
  if (!row) throw webhookNotFound();
  if (enabled !== undefined) {
    const event = enabled ? 'webhook_enabled' : 'webhook_disabled';
    await logSecurity({ db, now }, event, { userId, webhookId: id, reason: 'owner' });
  }
  return toWebhookView(row, now());
}

/**
 * Deletes a webhook with its secret and its log.
 * @throws AppError `not_found` if the user has no such webhook
 */
export async function deleteWebhook({ db, now }: Data, userId: string, id: string): Promise<void> {
  const deleted = await db
    .delete(webhooks)
    .where(isOwnedBy(userId, id))
    .returning({ id: webhooks.id });
  if (deleted.length === 0) throw webhookNotFound();
  await logSecurity({ db, now }, 'webhook_deleted', { userId, webhookId: id });
}
