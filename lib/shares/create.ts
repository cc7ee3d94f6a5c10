import { type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, type Db, insertIf, shareItems, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { notInHistory } from '@/lib/jobs';
import { logSecurity } from '@/lib/security-log';
import { toColumns } from './columns';
import { countEntries } from './entries';
import { DEFAULT_DAYS, endsAfter, type ShareView } from './model';
import { selectShare, toShareView } from './rows';
import type { JobShare, NewShare } from './schemas';
import { getStudio } from './studio';
import { hashToken, newToken, sealToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

const MAX_PER_JOB = 50;
const MAX_PER_USER = 5_000;

/**
 * Whether one of the jobs has as many links as it may have.
 * @param own the id of a link whose jobs count no more: they stay on it
 */
export const isFull = (userId: string, jobIds: string[], own = ''): SQL => sql`EXISTS (
  SELECT 1 FROM share_items JOIN shares ON shares.id = share_items.share_id
  WHERE shares.user_id = ${userId} AND shares.revoked_at IS NULL
    AND share_items.job_id IN (SELECT value FROM json_each(${JSON.stringify(jobIds)}))
    AND share_items.job_id NOT IN (SELECT job_id FROM share_items AS own WHERE own.share_id = ${own})
  GROUP BY share_items.job_id HAVING count(*) >= ${MAX_PER_JOB})`;

/** Why no link to these jobs was created, or none changed to them. */
export async function refusal(db: Db, userId: string, jobIds: string[]): Promise<AppError> {
  const [found] = await db.all<{ n: number }>(sql`SELECT ${countEntries(userId, jobIds)} AS n`);
  if (found?.n !== jobIds.length) return notInHistory();
  return new AppError(
    'too_many_shares',
    `You have reached the limit of ${MAX_PER_JOB} links to one job, or of ${MAX_PER_USER.toLocaleString('en')} in all. Revoke links that you no longer need.`,
  );
}

/** Statement that makes the jobs the items of a link, in this order, if `condition` holds. */
export function putItems(db: Db, shareId: string, jobIds: string[], condition: SQL) {
  const items = db
    .select({
      shareId: sql<string>`${shareId}`.as('share_id'),
      jobId: sql<string>`value`.as('job_id'),
      position: sql<number>`key`.as('position'),
    })
    .from(sql`json_each(${JSON.stringify(jobIds)})`)
    .where(condition);
  return db
    .insert(shareItems)
    .select(items)
    .onConflictDoUpdate({
      target: [shareItems.shareId, shareItems.jobId],
      set: { position: sql`excluded.position` },
    });
}

/** @returns the id of the link */
async function insertShare(
  ctx: Data,
  userId: string,
  { jobIds, ...controls }: NewShare,
): Promise<string> {
  const { db, now } = ctx;
  const token = newToken();
  const id = crypto.randomUUID();
  const createdAt = now();
  const row = {
    id,
    userId,
    tokenHash: hashToken(token),
    tokenSealed: sealToken(token, getEnv().authSecret),
    createdAt,
    views: 0,
    showsSender: false,
    showsBefore: true,
    allowsDownload: true,
    feedback: 'open' as const,
    expiresAt: endsAfter(DEFAULT_DAYS, createdAt),
    ...(await toColumns(controls, createdAt)),
  };
  const all = sql`(SELECT count(*) FROM shares WHERE user_id = ${userId} AND revoked_at IS NULL)`;
  const [created] = await batch(db, [
    insertIf(
      db,
      shares,
      row,
      sql`${countEntries(userId, jobIds)} = ${jobIds.length} AND ${all} < ${MAX_PER_USER}
        AND NOT ${isFull(userId, jobIds)}`,
    ).returning({ id: shares.id }),
    putItems(db, id, jobIds, sql`EXISTS (SELECT 1 FROM shares WHERE id = ${id})`),
  ]);
  if (created.length === 0) throw await refusal(db, userId, jobIds);
  await logSecurity(ctx, 'share_created', { userId, shareId: id });
  return id;
}

/** Whether the user has chosen how links are signed. */
async function hasStudio(ctx: Data, userId: string): Promise<boolean> {
  const { name, logo } = await getStudio(ctx, userId);
  return name !== null || logo !== null;
}

/**
 * Creates a link to one or more jobs of the user's history. What is not chosen: it ends after 7 days, names the
 * sender only if they have named their studio, shows the input pictures, and takes downloads and feedback.
 * @throws AppError `job_not_found` if a job is not in the user's history; `too_many_shares` if one has 50 links, or
 *   the user 5,000; `invalid_request` for an end in the past
 */
export async function createShare(ctx: Data, userId: string, wanted: NewShare): Promise<ShareView> {
  const showsSender = wanted.showsSender ?? (await hasStudio(ctx, userId));
  const id = await insertShare(ctx, userId, { ...wanted, showsSender });
  const row = await selectShare(ctx.db, userId, id);
  if (!row) throw new Error('A link was revoked while it was being made.');
  return toShareView(row, ctx.now());
}

/**
 * Creates a link to one job of the user's history.
 * @throws AppError as `createShare`
 */
export const createJobShare = (
  ctx: Data,
  userId: string,
  jobId: string,
  wanted: JobShare = {},
): Promise<ShareView> => createShare(ctx, userId, { ...wanted, jobIds: [jobId] });
