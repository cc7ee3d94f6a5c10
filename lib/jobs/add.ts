import { eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { isJobId } from '@/lib/gepetto';
import { announce } from '@/lib/webhooks';
import { requireJob } from './get-or-add';
import { isSettled } from './model';
import { toJobView } from './rows';
import type { JobView } from './schemas';
import { jobNotFound } from './upstream-error';

/** Characters that are searched for an id. */
const MAX_PASTE = 20_000;

function fromJson(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return /"id"\s*:\s*"([^"\\]+)"/.exec(text)?.[1];
  }
}

function fromUrl(text: string): string | undefined {
  return /\/jobs?\/([^/?#\s"']+)/.exec(text)?.[1];
}

/**
 * Finds the job id in pasted text: the id itself (quoted or not), a URL with `/job/<id>` in it, a curl
 * command with such a URL, or upstream's JSON.
 * @returns undefined if there is none
 */
export function parseJobId(pasted: string): string | undefined {
  const text = pasted.slice(0, MAX_PASTE).trim();
  const bare = text.replace(/^["'`]+|["'`,;]+$/g, '');
  return [bare, fromJson(text), fromUrl(text)].find((id) => id !== undefined && isJobId(id));
}

/**
 * Adds a job to a user's history. A job that is in it already keeps its entry; an archived one is restored.
 *
 * @param pasted an id, a URL that contains one, or upstream's JSON
 * @throws AppError `invalid_job_id` if it contains no id; otherwise as `requireJob`
 */
export async function addJob(ctx: Context, userId: string, pasted: string): Promise<JobView> {
  const jobId = parseJobId(pasted);
  if (jobId === undefined) {
    throw new AppError(
      'invalid_job_id',
      'This text contains no job ID. Paste the ID, a URL that ends in /job/<id>, or the JSON that Gepetto returned.',
    );
  }
  const { row, inHistory } = await requireJob(ctx, userId, jobId);
  const [[entry], [job]] = await batch(ctx.db, [
    ctx.db
      .insert(entries)
      .values({ userId, jobId, addedAt: ctx.now() })
      .onConflictDoUpdate({
        target: [entries.userId, entries.jobId],
        set: { archivedAt: null },
      })
      .returning(),
    ctx.db.select().from(jobs).where(eq(jobs.id, jobId)),
  ]);
  if (!entry || !job) throw jobNotFound();
  if (!inHistory && isSettled(row.state)) ctx.defer(announce(ctx, jobId));
  return toJobView(entry, job);
}
