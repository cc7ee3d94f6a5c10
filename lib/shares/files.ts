import type { Context } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { type JobPicture, toJobPicture } from '@/lib/jobs';
import { findUnlocked, mayTake } from './open';
import { type ItemRow, selectItems } from './public';
import type { Visitor } from './visitor';

/** A result for the ZIP. */
export type SharedFile = {
  /** Its number on the page, from 1. */
  n: number;
  mode: string | null;
  /** Null if there is no result, or none any more. Opening it may find that its file has gone too. */
  picture: JobPicture | null;
};

function pictureOf(ctx: Context, item: ItemRow): JobPicture | null {
  if (item.job.state !== 'succeeded' || item.job.output === null) return null;
  try {
    return toJobPicture(ctx, { ...item, label: null }, 'output');
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/**
 * The results of a link, none of them opened yet.
 * @param options.counts whether a person gets them: see `mayTake`
 * @returns null for a link that this visitor may not look into, or that allows no download
 */
export async function sharedFiles(
  ctx: Context,
  token: string,
  visitor: Visitor,
  { counts }: { counts: boolean },
): Promise<{ title: string | null; files: SharedFile[] } | null> {
  const found = await findUnlocked(ctx, token, visitor);
  if (!found?.share.allowsDownload) return null;
  if (counts && !(await mayTake(ctx, found, visitor))) return null;
  const items = await selectItems(ctx.db, found.share.id);
  const files = items.map((item, at) => ({
    n: at + 1,
    mode: item.job.mode,
    picture: pictureOf(ctx, item),
  }));
  return { title: found.share.title, files };
}
