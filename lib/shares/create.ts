import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, shares } from '@/lib/db';
import { getEnv } from '@/lib/env';
import { jobNotFound } from '@/lib/jobs';
import { sharePath } from '@/lib/paths';
import { logSecurity } from '@/lib/security-log';
import type { ShareView } from './schemas';
import { hashToken, newToken, sealToken } from './token';

type Data = Pick<Context, 'db' | 'now'>;

/** When the job was added to the user's history, ms UTC. */
async function selectAddedAt({ db }: Data, userId: string, jobId: string): Promise<number> {
  const [entry] = await db
    .select({ addedAt: entries.addedAt })
    .from(entries)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)));
  if (!entry) throw jobNotFound();
  return entry.addedAt;
}

/**
 * Creates a link to a job of the user's history. A job can have several links, revoked one by one.
 * @throws AppError `job_not_found` if the job is not in the user's history
 */
export async function createShare(ctx: Data, userId: string, jobId: string): Promise<ShareView> {
  const addedAt = await selectAddedAt(ctx, userId, jobId);
  const token = newToken();
  const share = {
    id: crypto.randomUUID(),
    userId,
    jobId,
    tokenHash: hashToken(token),
    tokenSealed: sealToken(token, getEnv().authSecret),
    // A link that is older than the entry is not active, and the clock may have been set back since.
    createdAt: Math.max(ctx.now(), addedAt),
  };
  await ctx.db.insert(shares).values(share);
  logSecurity('share_created', { userId, shareId: share.id });
  return { id: share.id, path: sharePath(token), createdAt: share.createdAt };
}
