import { and, eq, gt, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, jobs, prepareOnce, sending, submissions } from '@/lib/db';
import { isJobId } from '@/lib/gepetto';
import { logFailure } from '@/lib/log';
import { CONFIRM_EVERY_MS, confirmHook, endedJob, mayConfirm } from './confirm';
import { hookHash } from './hook-secret';
import type { SubmissionRow } from './rows';

const byHook = prepareOnce((db) =>
  db
    .select()
    .from(submissions)
    .where(eq(submissions.hookHash, sql.placeholder('hash')))
    .prepare(),
);

/**
 * The submission whose webhook address has this secret: one indexed read, and none for what cannot be a secret.
 */
export async function findByHook(
  { db }: Pick<Context, 'db'>,
  secret: string,
): Promise<SubmissionRow | undefined> {
  const hash = hookHash(secret);
  return hash === null ? undefined : byHook(db).get({ hash });
}

/** The id of a job in what upstream sent; null if there is none that can be read. */
export function namedJob(body: string): string | null {
  try {
    const value: unknown = JSON.parse(body);
    const id = (value as { id?: unknown } | null)?.id;
    return typeof id === 'string' && isJobId(id) ? id : null;
  } catch {
    return null;
  }
}

/**
 * Writes that upstream has called, and which job it named that this submission does not have.
 * @returns the row if it may be confirmed now; undefined if that was done a moment ago: background work does it then
 */
async function noteCall(
  { db, now }: Context,
  row: SubmissionRow,
  named: string | null,
): Promise<SubmissionRow | undefined> {
  const at = now();
  const { hookJobId, jobId } = submissions;
  const isThis = eq(submissions.id, row.id);
  const isNews = sql`${named} IS NOT NULL AND ${hookJobId} IS NOT ${named} AND ${jobId} IS NOT ${named}`;
  const [[confirmable]] = await batch(db, [
    db
      .update(submissions)
      .set({ hookAt: at, hookJobId: sql`CASE WHEN ${isNews} THEN ${named} ELSE ${hookJobId} END` })
      .where(and(isThis, mayConfirm(at)))
      .returning(),
    db.update(submissions).set({ hookJobId: named }).where(and(isThis, isNews)),
    db
      .update(jobs)
      .set({ nextCheckAt: at + CONFIRM_EVERY_MS })
      .where(
        and(
          eq(jobs.id, row.jobId ?? ''),
          eq(jobs.state, 'pending'),
          gt(jobs.nextCheckAt, at + CONFIRM_EVERY_MS),
        ),
      ),
    db.update(sending).set({ hookSeenAt: at }),
  ]);
  return confirmable;
}

/**
 * Takes in a call of upstream to a webhook address of ours: a hint that a job may have ended. It answers nothing about
 * the job; a request of ours that costs a call confirms it, after the response.
 *
 * @param body what upstream sent: anything
 */
export async function receiveHook(ctx: Context, row: SubmissionRow, body: string): Promise<void> {
  const named = namedJob(body);
  // It says nothing about a job.
  if (named === null && row.jobId === null && row.state !== 'sending') return;
  const noted = await noteCall(ctx, row, named);
  if (!noted) return;
  const { jobId, hookJobId } = noted;
  const work = async () => {
    if (jobId !== null && (named === null || named === jobId)) await endedJob(ctx, jobId);
    if (hookJobId !== null) await confirmHook(ctx, noted);
  };
  ctx.defer(work().catch(logFailure('a webhook of upstream could not be confirmed yet')));
}
