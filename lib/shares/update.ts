import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, type Db, shareItems, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { logSecurity } from '@/lib/security-log';
import { toColumns } from './columns';
import { isFull, putItems, refusal } from './create';
import { countEntries } from './entries';
import type { ShareView } from './model';
import { shareNotFound } from './revoke';
import { ownShare, selectShare, toShareView } from './rows';
import type { ShareChange } from './schemas';
import { hashToken, newToken, sealToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

/** Whether the link can be changed like that: evaluated by each statement of the change. */
const mayChange = (userId: string, id: string, jobIds: string[]) =>
  sql`EXISTS (SELECT 1 FROM shares WHERE id = ${id} AND user_id = ${userId} AND revoked_at IS NULL)
    AND ${countEntries(userId, jobIds)} = ${jobIds.length} AND NOT ${isFull(userId, jobIds, id)}`;

/** A link of the user. Throws AppError `not_found`. */
export async function getShare(ctx: Data, userId: string, id: string): Promise<ShareView> {
  const row = await selectShare(ctx.db, userId, id);
  if (!row) throw shareNotFound();
  return toShareView(row, ctx.now());
}

/** Statements that make these jobs the items of a link, in this order. */
function replaceItems(db: Db, userId: string, id: string, jobIds: string[]) {
  const allowed = mayChange(userId, id, jobIds);
  const others = sql`${shareItems.jobId} NOT IN (SELECT value FROM json_each(${JSON.stringify(jobIds)}))`;
  return [
    db.delete(shareItems).where(and(eq(shareItems.shareId, id), others, allowed)),
    putItems(db, id, jobIds, allowed),
  ] as const;
}

/**
 * Changes what a link shows and allows. What is not named stays. A new password locks it for whoever knew the last one.
 * @throws AppError `not_found` if the user has no such link; `job_not_found` if a job is not in the user's history;
 *   `too_many_shares` if one that is added has 50 links; `invalid_request` for an end in the past
 */
export async function updateShare(
  ctx: Data,
  userId: string,
  id: string,
  { jobIds, ...controls }: ShareChange,
): Promise<ShareView> {
  const { db, now } = ctx;
  const columns = await toColumns(controls, now());
  const change = db
    .update(shares)
    // An instance of the version before knows nothing of what is chosen here, so it shows the link no more.
    .set({ ...columns, jobId: null })
    .where(and(ownShare(userId, id), mayChange(userId, id, jobIds ?? [])))
    .returning({ id: shares.id });
  const [changed] = jobIds
    ? await batch(db, [change, ...replaceItems(db, userId, id, jobIds)])
    : await batch(db, [change]);
  if (changed.length === 0) {
    if (!(await selectShare(db, userId, id))) throw shareNotFound();
    throw await refusal(db, userId, jobIds ?? []);
  }
  return getShare(ctx, userId, id);
}

/**
 * Gives a link a new address. The one before works no more, at once and for good.
 * @throws AppError `not_found` if the user has no such link
 */
export async function replaceAddress(ctx: Data, userId: string, id: string): Promise<ShareView> {
  const token = newToken();
  const replaced = await ctx.db
    .update(shares)
    .set({ tokenHash: hashToken(token), tokenSealed: sealToken(token, getEnv().authSecret) })
    .where(ownShare(userId, id))
    .returning({ id: shares.id });
  if (replaced.length === 0) throw shareNotFound();
  await logSecurity(ctx, 'share_address_replaced', { userId, shareId: id });
  return getShare(ctx, userId, id);
}
