import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { submissions } from '@/lib/db';
import { isFree } from '@/lib/lease';
import { log } from '@/lib/log';
import { confirmMissed } from './confirm';
import { sendDue } from './send-due';

/**
 * Submissions whose process is gone while it was sending: nobody knows whether upstream has started a job. They are
 * not sent again.
 */
export async function markInterrupted({ db, now }: Pick<Context, 'db' | 'now'>): Promise<number> {
  const interrupted = await db
    .update(submissions)
    .set({ state: 'uncertain', problem: 'interrupted', leaseUntil: 0 })
    .where(and(eq(submissions.state, 'sending'), isFree(submissions.leaseUntil, now())))
    .returning({ id: submissions.id });
  if (interrupted.length > 0) {
    log().warn(
      { count: interrupted.length },
      'submissions are uncertain: this server, or another process of it, stopped while it was sending them',
    );
  }
  return interrupted.length;
}

/**
 * Background work of submissions: those that wait are sent, those whose process is gone become uncertain, and what
 * upstream told a webhook is confirmed.
 * @param forMs no submission is begun after this time, ms
 */
export async function maintainSubmissions(ctx: Context, forMs: number): Promise<void> {
  await markInterrupted(ctx);
  await confirmMissed(ctx);
  await sendDue(ctx, forMs);
}
