import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { type JobPicture, type PictureKind, refreshIfDue, toJobPicture } from '@/lib/jobs';
import { countNow, countSoon } from './count-view';
import { type Found, findShare } from './find';
import { guestHash } from './guest';
import { isProgram } from './programs';
import { type PublicShare, publicItems, selectItems } from './public';
import { selectSaid } from './said';
import { findTemporary } from './temporary';
import type { Visitor } from './visitor';

export type OpenedShare =
  | { state: 'open'; share: PublicShare }
  /** It has a password, which this visitor has not typed yet, and may type wrong so many more times. */
  | { state: 'locked'; triesLeft: number };

export type WantedPicture = { n: number; kind: PictureKind; download: boolean; counts?: boolean };

/** How old the stored time of the last view may be, ms. */
const LAST_VIEW_MS = 60_000;

/**
 * Counts a visitor of a link, once a day; not its owner, and no program.
 * @returns whether the visitor may see it: false for one too many
 */
async function count(ctx: Context, found: Found, visitor: Visitor): Promise<boolean> {
  const { share, visit, visited } = found;
  if (visitor.userId === share.userId || isProgram(visitor.userAgent)) return true;
  const at = ctx.now();
  const view = { ...visit, shareId: share.id, at };
  if (visited) {
    if (at - (share.lastViewAt ?? 0) > LAST_VIEW_MS) countSoon(ctx, view);
    return true;
  }
  if (share.maxViews !== null) return countNow(ctx, view);
  countSoon(ctx, view);
  return true;
}

function senderOf({ share, owner }: Found): PublicShare['sender'] {
  if (!share.showsSender) return null;
  const name = owner.studioName ?? owner.name;
  return name === null && !owner.hasLogo ? null : { name, hasLogo: owner.hasLogo };
}

/**
 * What a link shows to a visitor. Null alike for links that are unknown, revoked or over, and for whoever has typed too
 * many wrong passwords.
 * @param options.counts whether a person sees it now, as opposed to a picture or a file of it
 * @param options.framed whether it is for a frame on another site: null also for links that no site may embed
 */
export async function openShare(
  ctx: Context,
  token: string,
  visitor: Visitor,
  { counts, framed = false }: { counts: boolean; framed?: boolean },
): Promise<OpenedShare | null> {
  const found = await findShare(ctx, token, visitor);
  if (!found) return null;
  if (framed && !found.share.embedSites) return null;
  if (found.locked) return { state: 'locked', triesLeft: found.triesLeft };
  if (counts && !(await count(ctx, found, visitor))) return null;
  const { share } = found;
  const hash = visitor.guest === null ? null : guestHash(share.id, visitor.guest);
  const said = await selectSaid(ctx.db, share, hash);
  return {
    state: 'open',
    share: {
      title: share.title,
      note: share.note,
      sender: senderOf(found),
      showsBefore: share.showsBefore,
      allowsDownload: share.allowsDownload,
      feedback: share.feedback,
      expiresAt: share.expiresAt,
      embedSites: share.embedSites ?? [],
      items: await publicItems(ctx, share, said),
      comments: said.comments,
    },
  };
}

/** What a visitor gets who asks for something that a link does not have, or of a link that does not work: never which. */
export const nothingThere = (): AppError =>
  new AppError('not_found', 'This link does not work, or what you asked for is not on it.');

/** A link that this visitor may look into; null for any other. */
export async function findUnlocked(
  ctx: Context,
  token: string,
  visitor: Visitor,
): Promise<Found | null> {
  const found = await findShare(ctx, token, visitor);
  return found?.locked ? null : found;
}

/**
 * Whether a visitor may have a picture or a file of a link, who counts with it if the page has not been counted: a link
 * that may be viewed a number of times is not looked at past its page either.
 */
export async function mayTake(ctx: Context, found: Found, visitor: Visitor): Promise<boolean> {
  return found.share.maxViews === null || count(ctx, found, visitor);
}

/**
 * A picture of an item of a link, or the result at a temporary address.
 * @param wanted.n the number of the item, from 1
 * @param wanted.counts whether a person gets it: see `mayTake`
 * @throws AppError `not_found` with the same message for a missing link and a missing picture; `result_expired`
 */
export async function getSharedPicture(
  ctx: Context,
  token: string,
  visitor: Visitor,
  { n, kind, download, counts = false }: WantedPicture,
): Promise<JobPicture> {
  const found = await findUnlocked(ctx, token, visitor);
  if (!found) {
    const result = kind === 'output' ? await findTemporary(ctx, token) : null;
    if (!result) throw nothingThere();
    return result;
  }
  const { share } = found;
  const allowed = (kind === 'output' || share.showsBefore) && (!download || share.allowsDownload);
  const [item] = allowed ? await selectItems(ctx.db, share.id, { n }) : [];
  if (!item || (counts && !(await mayTake(ctx, found, visitor)))) throw nothingThere();
  const job = await refreshIfDue(ctx, item.job);
  return toJobPicture(ctx, { ...item, job, label: null }, kind);
}
