import { asc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, entries, jobs, photos, results, shareItems, shares } from '@/lib/db';
import {
  hasInput,
  isEndKnown,
  type JobView,
  refreshAllIfDue,
  resultOf,
  VIEW_COLUMNS,
} from '@/lib/jobs';
import { PHOTO_FILE_COLUMNS } from '@/lib/photos';
import { FILE_COLUMNS } from '@/lib/results';
import { entryOfItem } from './entries';
import { type FeedbackMode, MAX_ITEMS } from './model';
import type { PublicComment, Said } from './said';

/** A result on a shared page: not its owner, its id or its label. Times are ms UTC. */
export type PublicItem = Pick<
  JobView,
  'state' | 'mode' | 'createdAt' | 'settledAt' | 'hasPicture' | 'hasInput' | 'result'
> & {
  /** Its number on the page, from 1. */
  n: number;
  /** The number of the photo that it was started with, from 1; null if that is not a photo of ours. */
  group: number | null;
  /** Whether this visitor likes it, and how many do. */
  liked: boolean;
  likes: number;
  comments: PublicComment[];
};

/** What anyone with the link may see. */
export type PublicShare = {
  title: string | null;
  note: string | null;
  /** Who has sent it, if the owner wants that known. */
  sender: { name: string | null; hasLogo: boolean } | null;
  showsBefore: boolean;
  allowsDownload: boolean;
  feedback: FeedbackMode;
  /** When it ends, ms UTC; null: never. */
  expiresAt: number | null;
  /** Origins of sites that may embed it. */
  embedSites: string[];
  items: PublicItem[];
  /** What was said of all of it. */
  comments: PublicComment[];
};

/** The items of a link, with everything that their pictures need. */
export function selectItems(db: Db, shareId: string, only?: { n: number }) {
  return db
    .select({ job: VIEW_COLUMNS, files: FILE_COLUMNS, photo: PHOTO_FILE_COLUMNS })
    .from(shareItems)
    .innerJoin(shares, eq(shares.id, shareItems.shareId))
    .innerJoin(entries, entryOfItem)
    .innerJoin(jobs, eq(jobs.id, shareItems.jobId))
    .leftJoin(results, eq(results.jobId, jobs.id))
    .leftJoin(photos, eq(photos.id, jobs.photoId))
    .where(eq(shareItems.shareId, shareId))
    .orderBy(asc(shareItems.position))
    .limit(only ? 1 : MAX_ITEMS)
    .offset(only ? only.n - 1 : 0);
}

export type ItemRow = Awaited<ReturnType<typeof selectItems>>[number];

/** The photos of the items, numbered in the order in which they first appear. */
function groupsOf(rows: ItemRow[]): Map<string, number> {
  const groups = new Map<string, number>();
  for (const { job } of rows) {
    if (job.photoId !== null && !groups.has(job.photoId)) groups.set(job.photoId, groups.size + 1);
  }
  return groups;
}

/** The items as anyone with the link sees them, brought up to date where they are due. */
export async function publicItems(
  ctx: Context,
  { id, showsBefore }: { id: string; showsBefore: boolean },
  said: Said,
): Promise<PublicItem[]> {
  const rows = await selectItems(ctx.db, id);
  const groups = groupsOf(rows);
  const fresh = await refreshAllIfDue(
    ctx,
    rows.map(({ job }) => job),
  );
  return rows.map(({ job: before }, at) => {
    const job = fresh[at] ?? before;
    return {
      n: at + 1,
      state: job.state,
      mode: job.mode,
      createdAt: job.createdAt,
      settledAt: isEndKnown(job) ? job.settledAt : null,
      hasPicture: job.state === 'succeeded' && job.output !== null,
      result: resultOf(job),
      hasInput: showsBefore && hasInput(job),
      group: (before.photoId !== null && groups.get(before.photoId)) || null,
      ...said.of(job.id),
    };
  });
}
