import { inArray } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { results } from '@/lib/db';

/** Lets the attempts to copy a result begin anew, whatever they came to. A stored one is kept. */
export async function requeueResult(
  { db, now }: Pick<Context, 'db' | 'now'>,
  jobId: string,
): Promise<void> {
  const at = now();
  await db
    .insert(results)
    .values({ jobId, queuedAt: at, nextAttemptAt: at })
    .onConflictDoUpdate({
      target: results.jobId,
      set: { state: 'waiting', queuedAt: at, nextAttemptAt: at, attempts: 0, askedAgainAt: null },
      setWhere: inArray(results.state, ['waiting', 'failed']),
    });
}
