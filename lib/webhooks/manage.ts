import { desc, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhooks } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { isOwnedBy, webhookNotFound } from './own';
import { newSecret, sealSecret } from './secret';
import { parseUrl } from './url';
import { type WebhookView, webhookView } from './view';

type Data = Pick<Context, 'db' | 'now'>;

/** How many webhooks one user may have. */
const MAX_PER_USER = 10;

/**
 * Registers an address that is told when the user's jobs settle, from now on.
 *
 * @param origin where the user reaches Bottega: links in what is sent begin with it, unless it is pinned
 * @returns the webhook and its signing secret, which can be seen again by `showSecret`
 * @throws AppError `invalid_request` for an address that cannot be one, or for an eleventh webhook
 */
export async function createWebhook(
  { db, now }: Data,
  userId: string,
  url: string,
  origin: string,
): Promise<{ webhook: WebhookView; secret: string }> {
  const secret = newSecret();
  const [row] = await db.all<{ id: string }>(sql`
    INSERT INTO ${webhooks} (id, user_id, url, origin, secret_sealed, created_at)
    SELECT ${crypto.randomUUID()}, ${userId}, ${parseUrl(url)}, ${origin}, ${sealSecret(secret)}, ${now()}
    WHERE (SELECT count(*) FROM ${webhooks} WHERE ${webhooks.userId} = ${userId}) < ${MAX_PER_USER}
    RETURNING id`);
  if (!row) {
    throw new AppError(
      'invalid_request',
      `There are ${MAX_PER_USER} webhooks already, as many as one may have. Delete one first.`,
    );
  }
  return { webhook: await getWebhook({ db, now }, userId, row.id), secret };
}

/** The user's webhooks, newest first. */
export async function listWebhooks({ db, now }: Data, userId: string): Promise<WebhookView[]> {
  const rows = await db
    .select()
    .from(webhooks)
    .where(eq(webhooks.userId, userId))
    .orderBy(desc(webhooks.createdAt), desc(webhooks.id));
  return rows.map((row) => webhookView(row, now()));
}

/**
 * One of them.
 * @throws AppError `not_found` when the user has no such webhook
 */
export async function getWebhook({ db, now }: Data, userId: string, id: string) {
  const [row] = await db.select().from(webhooks).where(isOwnedBy(userId, id));
  if (!row) throw webhookNotFound();
  return webhookView(row, now());
}

/**
 * Enables or disables a webhook. What it was not told while disabled stays untold, but for what was
 * already waiting.
 * @throws AppError `not_found` when the user has no such webhook
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
  return webhookView(row, now());
}

/**
 * Deletes a webhook, its secret and its log, at once.
 * @throws AppError `not_found` when the user has no such webhook
 */
export async function deleteWebhook({ db }: Data, userId: string, id: string): Promise<void> {
  const gone = await db
    .delete(webhooks)
    .where(isOwnedBy(userId, id))
    .returning({ id: webhooks.id });
  if (gone.length === 0) throw webhookNotFound();
}
