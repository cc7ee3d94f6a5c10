import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { jobNotFound } from '@/lib/jobs';
import { sharePath } from '@/lib/paths';
import type { ShareView } from './schemas';
import { hashToken, newToken, sealToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

async function assertInHistory({ db }: Data, userId: string, jobId: string): Promise<void> {
  const [entry] = await db
    .select({ jobId: entries.jobId })
    .from(entries)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  if (!entry) throw jobNotFound();
}

/**
 * Creates a link to a job of the user's history. A job can have several links, revoked one by one.
 * @throws AppError `job_not_found` if the job is not in the user's history
 */
export async function createShare(ctx: Data, userId: string, jobId: string): Promise<ShareView> {
  await assertInHistory(ctx, userId, jobId);
  const token = newToken();
  const share = {
    id: crypto.randomUUID(),
    userId,
    jobId,
    tokenHash: hashToken(token),
    tokenSealed: sealToken(token, getEnv().authSecret),
    createdAt: ctx.now(),
  };
  await ctx.db.insert(shares).values(share);
  return { id: share.id, path: sharePath(token), createdAt: share.createdAt };
}
