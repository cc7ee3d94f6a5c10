import 'server-only';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { singleton } from '@/lib/singleton';

/** How often the last use of a session or token is stored at most, ms: what is shown is accurate to this. */
const INTERVAL_MS = 15 * 60 * 1_000;

const storing = singleton('last-uses', () => new Set<string>());

/**
 * Until when a stored last use is recent enough. A query that stores compares with it too, since several
 * processes may find the same one old.
 * @param now ms UTC
 */
export const staleBefore = (now: number) => now - INTERVAL_MS;

/** Whether the stored last use is too old to be shown, or missing. */
export function isStale(lastUse: number | null, now: number): boolean {
  return lastUse === null || lastUse <= staleBefore(now);
}

/**
 * Stores a last use in the background, once at a time in this process. Never throws: the next use tries again.
 * @param id of what was used
 */
export async function storeLastUse(id: string, store: () => Promise<unknown>): Promise<void> {
  if (storing.has(id)) return;
  storing.add(id);
  try {
    await store();
  } catch (error) {
    log().warn({ error: errorName(error) }, 'the last use of a session or token was not stored');
  } finally {
    storing.delete(id);
  }
}
