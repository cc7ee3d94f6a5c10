import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { batch, prepareOnce, sending, submissions } from '@/lib/db';
import { isJobId } from '@/lib/gepetto';
import { logFailure } from '@/lib/log';
import { confirmHook, endedJob } from './confirm';
import { hookHash } from './hook-secret';
import type { SubmissionRow } from './rows';

/** Calls for one submission in a shorter time than this are one, ms: each may cost a call of ours. */
const AT_MOST_EVERY_MS = 2_000;

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

/** Writes that upstream has called, and which job it named that this submission does not have. */
async function noteCall(
  { db, now }: Context,
  row: SubmissionRow,
  named: string | null,
): Promise<SubmissionRow | undefined> {
  const at = now();
  const { hookAt, hookJobId, jobId } = submissions;
  const isNews =
    named === null ? undefined : sql`(${hookJobId} IS NOT ${named} AND ${jobId} IS NOT ${named})`;
  const isUnconfirmed =
    named === null
      ? hookJobId
      : sql`CASE WHEN ${jobId} IS ${named} THEN ${hookJobId} ELSE ${named} END`;
  const [[noted]] = await batch(db, [
    db
      .update(submissions)
      .set({ hookAt: at, hookJobId: sql`${isUnconfirmed}` })
      .where(
        and(
          eq(submissions.id, row.id),
          or(isNull(hookAt), lte(hookAt, at - AT_MOST_EVERY_MS), sql`${hookAt} > ${at}`, isNews),
        ),
      )
      .returning(),
    db.update(sending).set({ hookSeenAt: at }),
  ]);
  return noted;
}

/**
 * Takes in a call of upstream to a webhook address of ours: a hint that a job may have ended. It answers nothing about
 * the job; a request of ours that costs a call confirms it, after the response.
 *
 * @param body what upstream sent: anything
 */
export async function receiveHook(ctx: Context, row: SubmissionRow, body: string): Promise<void> {
  const named = namedJob(body);
  const noted = await noteCall(ctx, row, named);
  if (!noted) return;
  const { jobId, hookJobId } = noted;
  const work = async () => {
    if (jobId !== null && (named === null || named === jobId)) await endedJob(ctx, jobId);
    if (hookJobId !== null) await confirmHook(ctx, noted);
  };
  ctx.defer(work().catch(logFailure('a webhook of upstream could not be confirmed yet')));
}
