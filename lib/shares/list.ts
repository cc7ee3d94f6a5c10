import { and, desc, eq, isNull, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { containsText, shares } from '@/lib/db';
import { notInHistory } from '@/lib/jobs';
import { countEntries } from './entries';
import type { ShareView } from './model';
import { selectShares, toShareView } from './rows';
import { formatShareCursor, type ShareCursor } from './schemas';
import { hashToken, tokenIn } from './token';

/** Links on one page. */
const PAGE_SIZE = 50;

type Page<Share> = {
  shares: Share[];
  /** Cursor of the next, older page; null on the last. */
  next: string | null;
};

const isAfter = (after: ShareCursor | undefined): SQL | undefined =>
  after && sql`(${shares.createdAt}, ${shares.id}) < (${after.createdAt}, ${after.id})`;

function toPage<Share extends ShareCursor>(rows: Share[]): Page<Share> {
  const page = rows.slice(0, PAGE_SIZE);
  const last = page.at(-1);
  return { shares: page, next: rows.length > PAGE_SIZE && last ? formatShareCursor(last) : null };
}

/** Whether a text of the link, or the label, mode or id of one of its jobs, has this text in it, or it is the link's address. */
function matches(q: string): SQL {
  const like = (column: SQLWrapper) => containsText(column, q);
  const token = tokenIn(q);
  const isIt = token === undefined ? sql`0` : sql`${shares.tokenHash} = ${hashToken(token)}`;
  return sql`(${isIt} OR ${like(shares.title)} OR ${like(shares.note)} OR EXISTS (
    SELECT 1 FROM share_items JOIN entries
      ON entries.user_id = shares.user_id AND entries.job_id = share_items.job_id
    WHERE share_items.share_id = shares.id
      AND (${like(sql`entries.label`)} OR ${like(sql`entries.mode`)} OR ${like(sql`entries.job_id`)})))`;
}

const showsJob = (jobId: string): SQL =>
  sql`${shares.id} IN (SELECT share_id FROM share_items WHERE job_id = ${jobId})`;

/** A page of the user's links that are not revoked, newest first, also of those that have ended. */
export async function listShares(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  {
    q,
    jobId,
    cursor,
  }: { q?: string | undefined; jobId?: string | undefined; cursor?: ShareCursor | undefined } = {},
): Promise<Page<ShareView>> {
  const rows = await selectShares(db)
    .where(
      and(
        eq(shares.userId, userId),
        isNull(shares.revokedAt),
        isAfter(cursor),
        q === undefined ? undefined : matches(q),
        jobId === undefined ? undefined : showsJob(jobId),
      ),
    )
    .orderBy(desc(shares.createdAt), desc(shares.id))
    .limit(PAGE_SIZE + 1);
  return toPage(rows.map((row) => toShareView(row, now())));
}

/**
 * A page of the links that show a job, newest first.
 * @throws AppError `job_not_found` if the job is not in the user's history
 */
export async function listJobShares(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  jobId: string,
  cursor?: ShareCursor,
): Promise<Page<ShareView>> {
  const [found] = await ctx.db.all<{ n: number }>(
    sql`SELECT ${countEntries(userId, [jobId])} AS n`,
  );
  if (found?.n !== 1) throw notInHistory();
  return listShares(ctx, userId, { jobId, cursor });
}
