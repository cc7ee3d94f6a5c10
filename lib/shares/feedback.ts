import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { shareFeedback } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { visibleOrNull } from '@/lib/visible-text';
import type { FeedbackChange } from './feedback-schemas';
import { type FeedbackView, MAX_FEEDBACK } from './model';
import { shareNotFound } from './revoke';
import { selectShare } from './rows';

type Data = Pick<Context, 'db' | 'now'>;
type Row = typeof shareFeedback.$inferSelect;

function toView({ visitorHash: _, hiddenAt, seenAt, ...row }: Row): FeedbackView {
  return { ...row, hidden: hiddenAt !== null, seen: seenAt !== null };
}

/** The condition that feedback is of a link of the user that is not revoked. */
const isOwn = (userId: string, shareId: string) =>
  and(
    eq(shareFeedback.shareId, shareId),
    sql`EXISTS (SELECT 1 FROM shares WHERE shares.id = ${shareId}
      AND shares.user_id = ${userId} AND shares.revoked_at IS NULL)`,
  );

const gone = () =>
  new AppError('not_found', 'This like or comment no longer exists. Reload the page.');

/**
 * What visitors of a link said, newest first. It counts as seen from then on.
 * @throws AppError `not_found` if the user has no such link
 */
export async function listFeedback(
  ctx: Data & Pick<Context, 'passive'>,
  userId: string,
  shareId: string,
): Promise<FeedbackView[]> {
  if (!(await selectShare(ctx.db, userId, shareId))) throw shareNotFound();
  const rows = await ctx.db
    .select()
    .from(shareFeedback)
    .where(isOwn(userId, shareId))
    .orderBy(desc(shareFeedback.createdAt), desc(shareFeedback.id))
    .limit(MAX_FEEDBACK);
  const unseen = rows.some(({ seenAt }) => seenAt === null);
  if (unseen && !ctx.passive) {
    await ctx.db
      .update(shareFeedback)
      .set({ seenAt: ctx.now() })
      .where(and(isOwn(userId, shareId), isNull(shareFeedback.seenAt)));
  }
  return rows.map(toView);
}

/**
 * Answers, hides or shows what a visitor said. An answer is shown below it; a blank one is removed.
 * @throws AppError `not_found`
 */
export async function changeFeedback(
  { db, now }: Data,
  userId: string,
  shareId: string,
  id: string,
  { hidden, answer }: FeedbackChange,
): Promise<FeedbackView> {
  const text = visibleOrNull(answer);
  const [row] = await db
    .update(shareFeedback)
    .set({
      // Drizzle refuses an empty change.
      id,
      ...(hidden !== undefined && { hiddenAt: hidden ? now() : null }),
      ...(answer !== undefined && { answer: text, answeredAt: text === null ? null : now() }),
    })
    .where(and(eq(shareFeedback.id, id), isOwn(userId, shareId)))
    .returning();
  if (!row) throw gone();
  return toView(row);
}

/** Deletes what a visitor said. Throws AppError `not_found`. */
export async function deleteFeedback(
  { db }: Pick<Data, 'db'>,
  userId: string,
  shareId: string,
  id: string,
): Promise<void> {
  const deleted = await db
    .delete(shareFeedback)
    .where(and(eq(shareFeedback.id, id), isOwn(userId, shareId)))
    .returning({ id: shareFeedback.id });
  if (deleted.length === 0) throw gone();
}
