import 'server-only';
import { createHmac } from 'node:crypto';
import { getEnv } from '@/lib/env';

/**
 * What the database may know of a key: a fingerprint (HMAC-SHA-256, 32 hex digits) that says nothing
 * without the secret of this Bottega. Another secret only makes a refused key be tried once more.
 */
export function keyId(key: string): string {
  const hmac = createHmac('sha256', getEnv().authSecret);
  return hmac.update(`bottega upstream key ${key}`).digest('hex').slice(0, 32);
}
