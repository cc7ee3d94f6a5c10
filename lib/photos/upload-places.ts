import { AppError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';

/** Uploads that one process receives or converts at the same time, of at most 4.5 MB each. */
const MOST = 48;
/** Of one user. */
const MOST_OF_USER = 8;
const RETRY_MS = 3_000;

const open = singleton('uploads', () => new Map<string, number>());

/**
 * Takes a place for an upload. Otherwise some thousand slow ones would take all the memory of the process.
 * @returns what frees the place
 * @throws AppError `server_busy`
 */
export function beginUpload(userId: string): () => void {
  const own = open.get(userId) ?? 0;
  const all = [...open.values()].reduce((sum, one) => sum + one, 0);
  if (own >= MOST_OF_USER || all >= MOST) {
    const message = 'This server is receiving too many photos. Try again in a few seconds.';
    throw new AppError('server_busy', message, { retryAfterMs: RETRY_MS });
  }
  open.set(userId, own + 1);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
  };
}
