import type { Context } from '@/lib/context';
import { isReachable, publicOrigin } from '@/lib/public-address';
import { sendingFacts } from './sending';

/**
 * Whether upstream is expected to call our webhook when a job ends: it did the last time, or, if there was none, it
 * can reach us as far as we can tell.
 * @param origin where the request reached this server
 */
export async function expectsCall(
  ctx: Pick<Context, 'db' | 'gepetto'>,
  origin: string,
): Promise<boolean> {
  const { hookSeenAt, hookMissedAt } = await sendingFacts(ctx);
  if (hookSeenAt === null && hookMissedAt === null) {
    // An upstream on this machine or network, as the sandbox is, reaches a server there.
    return isReachable(publicOrigin(origin)) || !isReachable(await ctx.gepetto.origin());
  }
  return (hookSeenAt ?? 0) >= (hookMissedAt ?? 0);
}
