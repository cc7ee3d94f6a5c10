import { sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { webhooks } from '@/lib/db';
import { isOwnedBy, webhookNotFound } from './own';
import { newSecret, openSecret, sealSecret } from './secret';

type Data = Pick<Context, 'db' | 'now'>;

/** How long the old secret signs beside a new one, ms. */
const BOTH_SIGN_MS = 24 * 60 * 60 * 1_000;

/**
 * The signing secret, for its owner's eyes.
 * @returns null when the secret of this Bottega has been changed since: it must be changed too then
 * @throws AppError `not_found` when the user has no such webhook
 */
export async function showSecret(
  { db }: Data,
  userId: string,
  id: string,
): Promise<{ secret: string | null }> {
  const [row] = await db
    .select({ sealed: webhooks.secretSealed })
    .from(webhooks)
    .where(isOwnedBy(userId, id));
  if (!row) throw webhookNotFound();
  return { secret: openSecret(row.sealed) };
}

/**
 * Changes the signing secret. For a day both sign, so that the receiver can be changed in between.
 * @returns the new secret, and until when the old one signs too, ms UTC
 * @throws AppError `not_found` when the user has no such webhook
 */
export async function rotateSecret(
  { db, now }: Data,
  userId: string,
  id: string,
): Promise<{ secret: string; previousUntil: number }> {
  const secret = newSecret();
  const previousUntil = now() + BOTH_SIGN_MS;
  const changed = await db
    .update(webhooks)
    .set({
      secretSealed: sealSecret(secret),
      previousSealed: sql`${webhooks.secretSealed}`,
      previousUntil,
    })
    .where(isOwnedBy(userId, id))
    .returning({ id: webhooks.id });
  if (changed.length === 0) throw webhookNotFound();
  return { secret, previousUntil };
}
