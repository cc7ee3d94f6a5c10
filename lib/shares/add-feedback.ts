import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { insertIf, shareFeedback } from '@/lib/db';
import { rateLimiter } from '@/lib/rate-limit';
import { visibleOrNull } from '@/lib/visible-text';
import { tellOwner } from './announce-feedback';
import type { NewFeedback } from './feedback-schemas';
import type { Found } from './find';
import { guestHash, newGuest } from './guest';
import { MAX_FEEDBACK } from './model';
import { findUnlocked } from './open';
import { selectItems } from './public';
import { hashToken } from './token';
import type { Visitor } from './visitor';

const HOUR = 60 * 60;
/** What one address may say at one link, and all together. */
const LIMITS = {
  like: { name: 'share-like', points: 300, seconds: HOUR },
  comment: { name: 'share-comment', points: 20, seconds: HOUR },
  all: { name: 'share-feedback', points: 1_000, seconds: HOUR },
};

export type Added =
  /** `guest` is what the cookie of the browser must say from now on. */
  | { state: 'kept'; guest: string }
  /** The link takes no feedback, or it has as much as it keeps. */
  | { state: 'closed' };

type Wish = { found: Found; jobId: string | null; visitorHash: string };

/** The job with this number on the page; undefined if there is none. */
async function jobAt({ db }: Context, shareId: string, n: number): Promise<string | undefined> {
  const [item] = await selectItems(db, shareId, { n });
  return item?.job.id;
}

async function unlike({ db }: Context, { found, jobId, visitorHash }: Wish): Promise<void> {
  const { shareId, jobId: job, visitorHash: hash, kind } = shareFeedback;
  const mine = and(eq(shareId, found.share.id), eq(job, jobId ?? ''), eq(hash, visitorHash));
  await db.delete(shareFeedback).where(and(mine, eq(kind, 'like')));
}

/** @returns false if the link keeps no more */
async function insert(
  ctx: Context,
  { found, jobId, visitorHash }: Wish,
  said: NewFeedback,
  byOwner: boolean,
) {
  const { db, now } = ctx;
  const shareId = found.share.id;
  const row = {
    id: crypto.randomUUID(),
    shareId,
    jobId,
    kind: said.kind,
    visitorHash,
    name: said.kind === 'comment' ? visibleOrNull(said.name) : null,
    text: said.kind === 'comment' ? said.text : null,
    createdAt: now(),
    seenAt: byOwner ? now() : null,
  };
  const count = sql`(SELECT count(*) FROM share_feedback WHERE share_id = ${shareId})`;
  const isOpen = sql`EXISTS (SELECT 1 FROM shares WHERE id = ${shareId} AND feedback = 'open' AND revoked_at IS NULL)`;
  const [added] = await insertIf(
    db,
    shareFeedback,
    row,
    sql`${isOpen} AND ${count} < ${MAX_FEEDBACK}`,
  ).returning({ id: shareFeedback.id });
  if (added && !byOwner) tellOwner(ctx, found.share, row);
  // A like that was given before stays one.
  return added !== undefined || said.kind === 'like';
}

/**
 * Keeps what a visitor says, and tells the owner. A second like of a browser changes nothing.
 * @returns null for a link that this visitor may not look into, or a result that it does not have
 * @throws AppError `too_many_requests`
 */
export async function addFeedback(
  ctx: Context,
  token: string,
  visitor: Visitor,
  said: NewFeedback,
): Promise<Added | null> {
  const found = await findUnlocked(ctx, token, visitor);
  if (!found) return null;
  const { share } = found;
  if (share.feedback !== 'open') return { state: 'closed' };
  const n = said.item ?? null;
  const jobId = n === null ? null : await jobAt(ctx, share.id, n);
  if (jobId === undefined) return null;
  const key = hashToken(token).slice(0, 32);
  await rateLimiter(ctx.db, LIMITS[said.kind]).consume(`${key} ${visitor.address}`);
  await rateLimiter(ctx.db, LIMITS.all).consume(key);
  const guest = visitor.guest ?? newGuest();
  const wish = { found, jobId, visitorHash: guestHash(share.id, guest) };
  if (said.kind === 'like' && !said.liked) {
    await unlike(ctx, wish);
    return { state: 'kept', guest };
  }
  const kept = await insert(ctx, wish, said, visitor.userId === share.userId);
  return kept ? { state: 'kept', guest } : { state: 'closed' };
}
