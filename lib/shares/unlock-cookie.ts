import 'server-only';
import { createHash } from 'node:crypto';
import { getEnv } from '@/lib/env';
import { seal, unseal } from '@/lib/sealing';

const PURPOSE = 'bottega share unlocked';
/** How long a right password opens a link in a browser, ms. */
export const UNLOCKED_MS = 12 * 60 * 60 * 1_000;

type Locked = { id: string; passwordHash: string };

/** Changes with the password, so that a new one locks what the last one opened. */
const markOf = (passwordHash: string): string =>
  createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22);

/** What a right password puts into the cookie. */
export function sealUnlock({ id, passwordHash }: Locked, now: number): string {
  const text = [id, markOf(passwordHash), now + UNLOCKED_MS].join(' ');
  return seal(text, getEnv().authSecret, PURPOSE);
}

/** Whether a cookie opens a link at `now`, ms UTC. */
export function isUnlocked(cookie: string | null, { id, passwordHash }: Locked, now: number) {
  if (cookie === null || cookie.length > 500) return false;
  const parts = unseal(cookie, getEnv().readableSecrets, PURPOSE)?.split(' ');
  if (parts?.length !== 3) return false;
  const [share, mark, until] = parts;
  return share === id && mark === markOf(passwordHash) && now < Number(until);
}
