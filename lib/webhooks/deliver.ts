import type { Context } from '@/lib/context';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { isStopping } from '@/lib/shutdown';
import { singleton } from '@/lib/singleton';
import { attempt } from './attempt';
import { claimDue } from './claim';

/** Concurrent attempts in one process. */
const MAX_CONCURRENT = 40;

/** Attempts under way in this process. */
const running = singleton('webhook-places', () => ({ count: 0 }));

function logError(error: unknown): void {
  log().error({ error: errorName(error) }, 'a webhook delivery failed and will be retried');
}

/**
 * Claims due deliveries and sends them concurrently. Waits for the claims only. Attempts continue in the
 * background, and each claims the next due delivery when it ends, so that slow receivers hold up no others.
 *
 * @param until no attempt starts after this, ms UTC
 */
export async function deliver(ctx: Context, until: number): Promise<void> {
  while (running.count < MAX_CONCURRENT && ctx.now() < until && !isStopping()) {
    running.count += 1;
    const end = () => {
      running.count -= 1;
    };
    const claimed = await claimDue(ctx.db, ctx.now()).catch((error: unknown) => {
      end();
      throw error;
    });
    if (!claimed) return end();
    const sent = attempt(ctx, claimed, false).finally(end);
    ctx.defer(sent.then(() => deliver(ctx, until)).catch(logError));
  }
}
