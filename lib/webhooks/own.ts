import { and, eq } from 'drizzle-orm';
import { webhooks } from '@/lib/db';
import { AppError } from '@/lib/errors';

/** This webhook, if it is this user's. */
export function isOwnedBy(userId: string, id: string) {
  return and(eq(webhooks.userId, userId), eq(webhooks.id, id));
}

/** The one answer for a webhook that does not exist and for one that is somebody else's. */
export function webhookNotFound(): AppError {
  return new AppError('not_found', 'There is no such webhook any more. Reload the page.');
}
