import type { Context } from '@/lib/context';
import { errorName } from '@/lib/errors';
import { log } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import { attempt } from './attempt';
import { claimDue } from './claim';

/** Attempts of one process that may be under way at once. */
const AT_ONCE = 40;

/** How many are, whoever began them. */
const places = singleton('webhook-places', () => ({ taken: 0 }));

function note(error: unknown): void {
  log().error({ error: errorName(error) }, 'a webhook could not be delivered; it is tried again');
}

/**
 * Claims what is due and sends it, as many at once as there are places. Only the claiming is awaited: the
 * sending goes on behind it, each attempt for itself, and takes the next that is due when it is done, so
 * that a slow receiver holds up nobody.
 *
 * @param until when no more is begun, ms UTC
 */
export async function deliver(ctx: Context, until: number): Promise<void> {
  while (places.taken < AT_ONCE && ctx.now() < until) {
    places.taken += 1;
    const free = () => {
      places.taken -= 1;
    };
    const claimed = await claimDue(ctx.db, ctx.now()).catch((error: unknown) => {
      free();
      throw error;
    });
    if (!claimed) return free();
    const sent = attempt(ctx, claimed, false).finally(free);
    ctx.defer(sent.then(() => deliver(ctx, until)).catch(note));
  }
}
