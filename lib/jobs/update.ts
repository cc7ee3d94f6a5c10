import { and, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, entries, jobs } from '@/lib/db';
import { deleteUnreferenced } from '@/lib/results';
import { visibleOrNull } from '@/lib/visible-text';
import { toJobView, VIEW_COLUMNS } from './rows';
import type { JobView } from './schemas';
import { searchTextOf } from './search-text';
import { notInHistory } from './upstream-error';

/** What a user may change of an entry. `label: null` or one without a visible character removes the label. */
type JobUpdate = { label?: string | null | undefined; archived?: boolean | undefined };

/**
 * Labels, archives or restores an entry.
 * @throws AppError `job_not_found` if the job is not in this user's history
 */
export async function updateJob(
  { db, now }: Pick<Context, 'db' | 'now'>,
  userId: string,
  jobId: string,
  { label, archived }: JobUpdate,
): Promise<JobView> {
  const archivedAt = archived ? now() : null;
  const text = visibleOrNull(label);
  const [[entry], [job]] = await batch(db, [
    db
      .update(entries)
      .set({
        // Drizzle refuses an empty change.
        jobId,
        ...(label === undefined ? {} : { label: text, folded: text && searchTextOf(text) }),
        ...(archived === undefined ? {} : { archivedAt }),
      })
      .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)))
      .returning(),
    db.select(VIEW_COLUMNS).from(jobs).where(eq(jobs.id, jobId)),
  ]);
  if (!entry || !job) throw notInHistory();
  return toJobView(entry, job);
}

/** How long a request goes on with deleting files, ms. Background work finishes it. */
const DELETE_FILES_MS = 10_000;

/**
 * Removes a job from the user's history. The job itself stays and can be added again; if nobody else has it, its
 * result, thumbnails and share links are deleted.
 * @throws AppError `job_not_found` if the job is not in this user's history
 */
export async function removeJob(
  ctx: Pick<Context, 'db' | 'now' | 'storage' | 'defer'>,
  userId: string,
  jobId: string,
): Promise<void> {
  const removed = await ctx.db
    .delete(entries)
    .where(and(eq(entries.userId, userId), eq(entries.jobId, jobId)))
    .returning({ jobId: entries.jobId });
  if (removed.length === 0) throw notInHistory();
  ctx.defer(deleteUnreferenced(ctx, DELETE_FILES_MS));
}
