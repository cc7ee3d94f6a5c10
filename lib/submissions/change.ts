import { and, eq, inArray, type SQL } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { submissions } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { SubmissionState } from './model';
import { requireSubmission, submissionNotFound, toViews } from './read';
import { factsOf, type SubmissionRow } from './rows';
import type { SubmissionView } from './schemas';
import { sendSoon } from './send-due';
import { applyEvent } from './state';

type Wanted = {
  event: { type: 'cancelled' | 'resent' | 'closed' };
  from: SubmissionState[];
  /** Why it is refused in any other state. */
  refusal: string;
};

const CANCEL: Wanted = {
  event: { type: 'cancelled' },
  from: ['queued'],
  refusal: 'This submission was sent already, or has ended. Only one that waits can be cancelled.',
};
const RESEND: Wanted = {
  event: { type: 'resent' },
  from: ['uncertain', 'refused'],
  refusal: 'Only an uncertain or refused submission can be sent again.',
};
const CLOSE: Wanted = {
  event: { type: 'closed' },
  from: ['uncertain'],
  refusal: 'Only an uncertain submission can be given up.',
};

/** Changes a row if nothing else has changed it since it was read. */
async function change(
  { db, now }: Pick<Context, 'db' | 'now'>,
  row: SubmissionRow,
  { event, from, refusal }: Wanted,
): Promise<SubmissionRow> {
  if (!from.includes(row.state)) throw new AppError('submission_settled', refusal);
  const facts = applyEvent(factsOf(row), event, now());
  const unchanged: SQL | undefined = and(
    eq(submissions.id, row.id),
    inArray(submissions.state, from),
    eq(submissions.attempts, row.attempts),
  );
  const [changed] = await db
    .update(submissions)
    .set({ ...facts, leaseUntil: 0 })
    .where(unchanged)
    .returning();
  if (!changed) throw new AppError('submission_settled', refusal);
  return changed;
}

async function changeOwn(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  id: string,
  wanted: Wanted,
): Promise<SubmissionView> {
  const row = await change(ctx, await requireSubmission(ctx, userId, id), wanted);
  const [view] = await toViews(ctx, userId, [row]);
  if (!view) throw submissionNotFound();
  return view;
}

/** Takes back a submission that was not sent yet. @throws AppError `not_found`, `submission_settled` */
export function cancelSubmission(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  id: string,
): Promise<SubmissionView> {
  return changeOwn(ctx, userId, id, CANCEL);
}

/**
 * Sends a submission again, because a person wants it: an uncertain one may cost a second time.
 * @throws AppError `not_found`, `submission_settled`
 */
export async function resendSubmission(
  ctx: Context,
  userId: string,
  id: string,
): Promise<SubmissionView> {
  const view = await changeOwn(ctx, userId, id, RESEND);
  sendSoon(ctx);
  return view;
}

/** Gives an uncertain submission up. @throws AppError `not_found`, `submission_settled` */
export function closeSubmission(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  id: string,
): Promise<SubmissionView> {
  return changeOwn(ctx, userId, id, CLOSE);
}

/** Cancels a submission of anybody, for an operator. @throws AppError `not_found`, `submission_settled` */
export async function cancelAnySubmission(
  ctx: Pick<Context, 'db' | 'now'>,
  id: string,
): Promise<void> {
  const [row] = await ctx.db.select().from(submissions).where(eq(submissions.id, id));
  if (!row) throw submissionNotFound();
  await change(ctx, row, CANCEL);
}
