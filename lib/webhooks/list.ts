import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhooks } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { toWebhookView, type WebhookView } from './model';

type Data = Pick<Context, 'db' | 'now'>;

/** The condition for one webhook of one user. */
export function isOwnedBy(userId: string, id: string) {
  return and(eq(webhooks.userId, userId), eq(webhooks.id, id));
}

/** The same error for a missing webhook and another user's webhook. */
export function webhookNotFound(): AppError {
  return new AppError('not_found', 'This webhook no longer exists. Reload the page.');
}

/** A user's webhooks, newest first. */
export async function listWebhooks({ db, now }: Data, userId: string): Promise<WebhookView[]> {
  const rows = await db
    .select()
    .from(webhooks)
    .where(eq(webhooks.userId, userId))
    .orderBy(desc(webhooks.createdAt), desc(webhooks.id));
  return rows.map((row) => toWebhookView(row, now()));
}

/** @throws AppError `not_found` if the user has no such webhook */
export async function getWebhook(
  { db, now }: Data,
  userId: string,
  id: string,
): Promise<WebhookView> {
  const [row] = await db.select().from(webhooks).where(isOwnedBy(userId, id));
  if (!row) throw webhookNotFound();
  return toWebhookView(row, now());
}
