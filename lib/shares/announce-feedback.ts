import type { Context } from '@/lib/context';
import type { shareFeedback } from '@/lib/db';
import { logFailure } from '@/lib/log';
import { announceFeedback } from '@/lib/webhooks';
import { mailFeedback } from './feedback-mail';
import type { ShareRow } from './find';

/** Tells the owner of a link what a visitor said, after the response: their webhooks, and a mail now and then. */
export function tellOwner(
  ctx: Context,
  share: ShareRow,
  feedback: typeof shareFeedback.$inferSelect | typeof shareFeedback.$inferInsert,
): void {
  const { id, title, userId } = share;
  const told = Promise.all([
    announceFeedback(ctx, { userId, share: { id, title }, feedback }),
    mailFeedback(ctx, share),
  ]);
  ctx.defer(told.catch(logFailure('could not tell an owner about feedback')));
}
