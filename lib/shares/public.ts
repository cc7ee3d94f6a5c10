import { asc, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, entries, jobs, photos, prepareOnce, results, shareItems, shares } from '@/lib/db';
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

/** How many results a photo has is nobody's business here, and costs the most. */
const { photo: _, ...JOB_COLUMNS } = VIEW_COLUMNS;

const itemsOf = prepareOnce((db) =>
  db
    .select({ job: JOB_COLUMNS, files: FILE_COLUMNS, photo: PHOTO_FILE_COLUMNS })
    .from(shareItems)
    .innerJoin(shares, eq(shares.id, shareItems.shareId))
    .innerJoin(entries, entryOfItem)
    .innerJoin(jobs, eq(jobs.id, shareItems.jobId))
    .leftJoin(results, eq(results.jobId, jobs.id))
    .leftJoin(photos, eq(photos.id, jobs.photoId))
    .where(eq(shareItems.shareId, sql`(select ${sql.placeholder('shareId')})`))
    .orderBy(asc(shareItems.position))
    .limit(sql.placeholder('limit'))
    .offset(sql.placeholder('offset'))
    .prepare(),
);

/**
 * The items of a link in their order, with everything that their pictures need.
 * @param only the number of one of them, from 1
 */
export function selectItems(db: Db, shareId: string, only?: { n: number }) {
  const part = only ? { limit: 1, offset: only.n - 1 } : { limit: MAX_ITEMS, offset: 0 };
  return itemsOf(db).all({ shareId, ...part });
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
