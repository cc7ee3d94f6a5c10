import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '@/lib/context';
import { selectSubmission } from './claim-next';
import type { SubmissionRow } from './rows';

/** How often the row is looked at, ms. */
const INTERVAL_MS = 100;

/**
 * Waits until a submission has left the queue and was answered, or until the deadline, ms UTC.
 * @returns its row; undefined if it was deleted
 */
export async function waitForSubmission(
  ctx: Pick<Context, 'db' | 'now'>,
  id: string,
  deadline: number,
): Promise<SubmissionRow | undefined> {
  for (;;) {
    const row = await selectSubmission(ctx, id);
    const isOpen = row?.state === 'queued' || row?.state === 'sending';
    if (!isOpen || ctx.now() >= deadline) return row;
    await sleep(INTERVAL_MS);
  }
}
