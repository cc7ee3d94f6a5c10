import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { notInHistory } from '@/lib/jobs';
import { sharePath } from '@/lib/paths';
import { logSecurity } from '@/lib/security-log';
import type { ShareView } from './schemas';
import { hashToken, newToken, sealToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

const MAX_PER_JOB = 50;
const MAX_PER_USER = 5_000;

/** Why no link was created. */
async function refusal({ db }: Data, userId: string, jobId: string): Promise<AppError> {
  const [entry] = await db
    .select({ addedAt: entries.addedAt })
    .from(entries)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  if (!entry) return notInHistory();
  return new AppError(
    'too_many_shares',
    `You have reached the limit of ${MAX_PER_JOB} links to one job, or of ${MAX_PER_USER.toLocaleString('en')} in all. Revoke links that you no longer need.`,
  );
}

/**
 * Creates a link to a job of the user's history. A job can have several links, revoked one by one.
 * @throws AppError `job_not_found` if the job is not in the user's history; `too_many_shares` if it has 50
 *   links, or the user 5,000
 */
export async function createShare(ctx: Data, userId: string, jobId: string): Promise<ShareView> {
  const token = newToken();
  const id = crypto.randomUUID();
  const active = sql`SELECT count(*) FROM shares WHERE user_id = ${userId} AND revoked_at IS NULL`;
  // A link that is older than the entry is not active, and the clock may have been set back since.
  const [created] = await ctx.db.all<{ createdAt: number }>(sql`
    INSERT INTO ${shares} (id, user_id, job_id, token_hash, token_sealed, created_at)
    SELECT ${id}, user_id, job_id, ${hashToken(token)}, ${sealToken(token, getEnv().authSecret)},
      CAST(max(${ctx.now()}, added_at) AS INTEGER)
    FROM ${entries} WHERE user_id = ${userId} AND job_id = ${jobId}
      AND (${active} AND job_id = ${jobId}) < ${MAX_PER_JOB} AND (${active}) < ${MAX_PER_USER}
    RETURNING created_at AS createdAt`);
  if (!created) throw await refusal(ctx, userId, jobId);
  await logSecurity(ctx, 'share_created', { userId, shareId: id });
  return { id, path: sharePath(token), createdAt: created.createdAt };
}
