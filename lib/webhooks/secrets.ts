import { randomBytes } from 'node:crypto';
import { and, type SQL, sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import type { Context } from '@/lib/context';
import { webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { tooManyRequests } from '@/lib/errors';
import { seal, unseal } from '@/lib/sealing';
import { logSecurity } from '@/lib/security-log';
import { isOwnedBy, webhookNotFound } from './list';

type Data = Pick<Context, 'db' | 'now'>;

const PREFIX = 'whsec_';
/** The Standard Webhooks specification asks for 24 to 64. */
const SECRET_BYTES = 32;
const PURPOSE = 'bottega webhook secret';
/** How long a previous secret signs beside the new one, ms. */
const ROTATION_MS = 24 * 60 * 60 * 1_000;
/** Previous secrets that sign at the same time. */
const MAX_PREVIOUS = 5;

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
  { db, now }: Data,
  userId: string,
  id: string,
): Promise<{ secret: string | null }> {
  const [row] = await db
    .select({ sealed: webhooks.secretSealed })
    .from(webhooks)
    .where(isOwnedBy(userId, id));
  if (!row) throw webhookNotFound();
  await logSecurity({ db, now }, 'webhook_secret_shown', { userId, webhookId: id });
  return { secret: unsealSecret(row.sealed) };
}

/** Every previous secret that still signs, as a JSON list, oldest first. */
function stillSigning(now: number): SQL {
  const { earlierSecrets, previousSealed, previousUntil } = webhooks;
  return sql`(SELECT json_group_array(json(one)) FROM (
    SELECT value AS one FROM json_each(coalesce(${earlierSecrets}, '[]')) WHERE value ->> 'until' > ${now}
    UNION ALL SELECT json_object('sealed', ${previousSealed}, 'until', ${previousUntil})
      WHERE ${previousSealed} IS NOT NULL AND ${previousUntil} > ${now}))`;
}

/**
 * Replaces the signing secret. Each previous one signs too for 24 hours from its replacement, so that the
 * receiver can switch at any time, also if the secret was replaced several times.
 *
 * @returns the new secret, and until when the one before signs, ms UTC
 * @throws AppError `not_found` if the user has no such webhook; `too_many_requests` if five previous secrets
 *   still sign
 */
export async function rotateSecret(
  { db, now }: Data,
  userId: string,
  id: string,
): Promise<{ secret: string; previousUntil: number }> {
  const secret = newSecret();
  const at = now();
  const previousUntil = at + ROTATION_MS;
  const signing = stillSigning(at);
  const changed = await db
    .update(webhooks)
    .set({
      secretSealed: sealSecret(secret),
      previousSealed: sql`${webhooks.secretSealed}`,
      previousUntil,
      earlierSecrets: sql`${signing}`,
    })
    .where(and(isOwnedBy(userId, id), sql`json_array_length(${signing}) < ${MAX_PREVIOUS}`))
    .returning({ id: webhooks.id });
  if (changed.length > 0) {
    await logSecurity({ db, now }, 'webhook_secret_rotated', { userId, webhookId: id });
    return { secret, previousUntil };
  }
  const [row] = await db.select().from(webhooks).where(isOwnedBy(userId, id));
  if (!row) throw webhookNotFound();
  const until = Math.min(...previousOf(row, at).map((one) => one.until));
  throw tooManyRequests(
    `You have rotated this secret ${MAX_PREVIOUS} times in 24 hours, and each of those secrets still signs. Try again later.`,
    until - at,
  );
}

type Keys = Pick<
  typeof webhooks.$inferSelect,
  'secretSealed' | 'previousSealed' | 'previousUntil' | 'earlierSecrets'
>;

/** The previous secrets that still sign, newest first. */
function previousOf({ previousSealed, previousUntil, earlierSecrets }: Keys, now: number) {
  const last = { sealed: previousSealed ?? '', until: previousUntil ?? 0 };
  return [last, ...(earlierSecrets ?? []).toReversed()].filter(({ until }) => until > now);
}

/**
 * The headers of one attempt by the Standard Webhooks specification.
 * @param now time of the signature, ms UTC
 * @returns null if no secret can be decrypted any more
 */
export function signedHeaders(
  keys: Keys,
  id: string,
  payload: string,
  now: number,
): Record<string, string> | null {
  const sealed = [keys.secretSealed, ...previousOf(keys, now).map((one) => one.sealed)];
  const secrets = sealed.flatMap((text) => unsealSecret(text) ?? []);
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
