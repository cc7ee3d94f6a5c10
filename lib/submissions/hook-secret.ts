import { createHash, createHmac } from 'node:crypto';
import { getEnv } from '@/lib/env';

/** Where upstream calls us, followed by the secret. */
export const HOOK_PATH = '/api/hooks/gepetto';

/** 32 bytes in base64url. Anything else needs no look into the database. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

function secretWith(authSecret: string, submissionId: string): string {
  const hmac = createHmac('sha256', authSecret);
  return hmac.update(`bottega webhook of submission ${submissionId}`).digest('base64url');
}

/** What the database has of a secret: SHA-256, hex. Null for what cannot be one. */
export function hookHash(secret: string): string | null {
  return SECRET.test(secret) ? createHash('sha256').update(secret).digest('hex') : null;
}

/**
 * The secret in the webhook address of a submission. It is computed, never stored, and stays the same when the
 * submission is sent again: a late call for the first job is still understood.
 * @param knownHash the hash that the row has; null before it was first sent
 */
export function hookSecret(submissionId: string, knownHash: string | null): string {
  const secrets = getEnv().readableSecrets.map((secret) => secretWith(secret, submissionId));
  const known = secrets.find((secret) => hookHash(secret) === knownHash);
  return known ?? secretWith(getEnv().authSecret, submissionId);
}
