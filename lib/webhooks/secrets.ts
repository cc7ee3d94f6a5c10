import { randomBytes } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import type { Context } from '@/lib/context';
import { webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { seal, unseal } from '@/lib/sealing';
import { isOwnedBy, webhookNotFound } from './list';

type Data = Pick<Context, 'db' | 'now'>;

const PREFIX = 'whsec_';
/** The Standard Webhooks specification asks for 24 to 64. */
const SECRET_BYTES = 32;
const PURPOSE = 'bottega webhook secret';
/** How long the previous secret signs beside a new one, ms. */
const ROTATION_MS = 24 * 60 * 60 * 1_000;

/** A new signing secret in the format of the Standard Webhooks specification: `whsec_` and base64. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** Encrypts a signing secret for the database. */
export function sealSecret(secret: string): string {
  return seal(secret, getEnv().authSecret, PURPOSE);
}

/** Null if neither NEXTAUTH_SECRET nor NEXTAUTH_SECRET_PREVIOUS sealed the secret. */
function unsealSecret(sealed: string): string | null {
  return unseal(sealed, getEnv().readableSecrets, PURPOSE);
}

/**
 * Returns the signing secret to its owner, or null if NEXTAUTH_SECRET has changed since: then only
 * `rotateSecret` helps.
 * @throws AppError `not_found` if the user has no such webhook
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
  return { secret: unsealSecret(row.sealed) };
}

/**
 * Replaces the signing secret. For 24 hours the previous one signs too, so that the receiver can switch.
 * @returns the new secret, and until when the previous one signs, ms UTC
 * @throws AppError `not_found` if the user has no such webhook
 */
export async function rotateSecret(
  { db, now }: Data,
  userId: string,
  id: string,
): Promise<{ secret: string; previousUntil: number }> {
  const secret = newSecret();
  const previousUntil = now() + ROTATION_MS;
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

type Keys = Pick<typeof webhooks.$inferSelect, 'secretSealed' | 'previousSealed' | 'previousUntil'>;

/**
 * The headers of one attempt by the Standard Webhooks specification.
 * @param now time of the signature, ms UTC
 * @returns null if no secret can be decrypted any more
 */
export function signedHeaders(
  { secretSealed, previousSealed, previousUntil }: Keys,
  id: string,
  payload: string,
  now: number,
): Record<string, string> | null {
  const previous = previousSealed !== null && (previousUntil ?? 0) > now ? [previousSealed] : [];
  const secrets = [secretSealed, ...previous].flatMap((sealed) => unsealSecret(sealed) ?? []);
  if (secrets.length === 0) return null;
  const at = new Date(now);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1_000)),
    'webhook-signature': secrets
      .map((secret) => new Webhook(secret).sign(id, at, payload))
      .join(' '),
  };
}
