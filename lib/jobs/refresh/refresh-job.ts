import { callUpstream, maxCallMs } from '@/lib/budget';
import type { Context } from '@/lib/context';
import { inSpan } from '@/lib/tracing';
import type { JobRow } from '../rows';
import { claim, release } from './claim';
import { settle } from './settle';

type Refresh = {
  /** The row as written; undefined if the job was not due, another process has it, or no call was free. */
  row?: JobRow | undefined;
  /** If no call was free: when one will be, ms from now. */
  freeInMs?: number;
};

/** Claims a due job, pays for a call, requests the job and settles the row. */
export async function refreshJob(
  ctx: Context,
  id: string,
  priority: 'interactive' | 'background',
): Promise<Refresh> {
  const urgency = priority === 'interactive' ? 'person' : 'background';
  return inSpan('refresh', { 'bottega.urgency': urgency }, async () => {
    const maxMs = await maxCallMs(ctx, priority);
    const claimed = await inSpan('claim', {}, () => claim(ctx.db, id, ctx.now(), maxMs));
    if (!claimed) return {};
    const result = await callUpstream(ctx, priority, (keyId) => ctx.gepetto.fetchJob(id, keyId));
    if (result.kind === 'over_budget') {
      await release(ctx.db, claimed);
      return { freeInMs: result.freeInMs };
    }
    return { row: await inSpan('settle', {}, () => settle(ctx, claimed, result)) };
  });
}
