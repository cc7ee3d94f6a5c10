import { tooManyRequests } from '@/lib/errors';
import { singleton } from '@/lib/singleton';

/** Exports that one process writes at the same time, of all users. */
const MOST = 4;
/** When to try again, ms: the usual export takes less. */
const RETRY_MS = 15_000;

const running = singleton('exports', () => new Set<string>());

/**
 * Begins an export: one at a time for a user, and few in one process, so that others are not kept waiting.
 * @returns what ends it
 * @throws AppError `too_many_requests`
 */
export function beginExport(userId: string): () => void {
  if (running.has(userId)) {
    throw tooManyRequests(
      'Your data is being exported already. Wait until that is done.',
      RETRY_MS,
    );
  }
  if (running.size >= MOST) {
    throw tooManyRequests('Others are exporting their data. Try again in a moment.', RETRY_MS);
  }
  running.add(userId);
  return () => running.delete(userId);
}
