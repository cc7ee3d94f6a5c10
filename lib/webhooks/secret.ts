import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { webhooks } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { seal, unseal } from '@/lib/sealing';

const PREFIX = 'whsec_';
/** The Standard Webhooks specification asks for 24 to 64. */
const SECRET_BYTES = 32;
const PURPOSE = 'bottega webhook secret';

/** A new signing secret as the Standard Webhooks specification writes it: `whsec_` and base64. */
export function newSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** What the database keeps of a signing secret. */
export function sealSecret(secret: string): string {
  return seal(secret, getEnv().authSecret, PURPOSE);
}

/** Undoes `sealSecret`; null when neither NEXTAUTH_SECRET nor the one before it sealed the secret. */
export function openSecret(sealed: string): string | null {
  return unseal(sealed, getEnv().readableSecrets, PURPOSE);
}

type Keys = Pick<typeof webhooks.$inferSelect, 'secretSealed' | 'previousSealed' | 'previousUntil'>;

/** Every secret that signs at `now`: the present one, and for a day the one before it. */
function signingSecrets(keys: Keys, now: number): string[] {
  const { secretSealed, previousSealed, previousUntil } = keys;
  const old = previousSealed !== null && (previousUntil ?? 0) > now ? [previousSealed] : [];
  return [secretSealed, ...old].flatMap((sealed) => openSecret(sealed) ?? []);
}

/**
 * The headers of one attempt after the Standard Webhooks specification, signed for the moment `now`
 * (ms UTC); null when no secret can be read any more.
 */
export function signedHeaders(
  keys: Keys,
  id: string,
  payload: string,
  now: number,
): Record<string, string> | null {
  const secrets = signingSecrets(keys, now);
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
