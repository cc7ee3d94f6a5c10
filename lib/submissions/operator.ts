import { asc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Context } from '@/lib/context';
import { submissions, users } from '@/lib/db';
import { SENDING_STATES, SUBMISSION_PROBLEMS, SUBMISSION_STATES } from './model';
import { sendSoon } from './send-due';
import { sendingFacts, setPaused } from './sending';

/** Rows that an operator is shown at most, of each state. */
const SHOWN = 100;

const ms = z.int().describe('Milliseconds since 1970, UTC.');

/** Whether submissions are sent, and how many wait. */
export const sendingView = z
  .strictObject({
    state: z.enum(SENDING_STATES),
    pausedAt: ms.nullable(),
    outOfCreditAt: ms.nullable().describe('Since when Gepetto answers 402.'),
    queued: z.int(),
    sending: z.int(),
    uncertain: z.int(),
  })
  .meta({ id: 'Sending' });

export type SendingView = z.infer<typeof sendingView>;

/** A submission of anybody, as an operator sees it: not what is in it. */
export const openSubmission = z
  .strictObject({
    id: z.string(),
    userId: z.string(),
    email: z.string(),
    mode: z.string(),
    state: z.enum(SUBMISSION_STATES),
    problem: z.enum(SUBMISSION_PROBLEMS).nullable(),
    reason: z.string().nullable(),
    createdAt: ms,
    sentAt: ms.nullable(),
  })
  .meta({ id: 'OpenSubmission' });

export type OpenSubmission = z.infer<typeof openSubmission>;

/** Whether submissions are sent, and how many wait, of everybody. */
export async function getSending(ctx: Pick<Context, 'db'>): Promise<SendingView> {
  const { state, pausedAt, outOfCreditAt } = await sendingFacts(ctx);
  const rows = await ctx.db
    .select({ state: submissions.state, n: sql<number>`count(*)` })
    .from(submissions)
    .where(inArray(submissions.state, ['queued', 'sending', 'uncertain']))
    .groupBy(submissions.state);
  const count = (of: string) => rows.find((row) => row.state === of)?.n ?? 0;
  return {
    state,
    pausedAt,
    outOfCreditAt,
    queued: count('queued'),
    sending: count('sending'),
    uncertain: count('uncertain'),
  };
}

/** Pauses sending, or resumes it: what waits is then sent at once. @returns how sending stands afterwards */
export async function setSending(
  ctx: Context,
  operatorId: string,
  { paused }: { paused: boolean },
): Promise<SendingView> {
  await setPaused(ctx, operatorId, paused);
  if (!paused) sendSoon(ctx);
  return getSending(ctx);
}

/** What waits, is being sent or is uncertain, of everybody: the oldest first, at most 100 of each. */
export async function listOpenSubmissions({ db }: Pick<Context, 'db'>): Promise<OpenSubmission[]> {
  const { id, userId, mode, state, problem, reason, createdAt, sentAt } = submissions;
  const select = (of: 'queued' | 'sending' | 'uncertain') =>
    db
      .select({
        id,
        userId,
        email: users.email,
        mode,
        state,
        problem,
        reason,
        createdAt,
        sentAt,
      })
      .from(submissions)
      .innerJoin(users, eq(users.id, userId))
      .where(eq(state, of))
      .orderBy(asc(submissions.nextAttemptAt), asc(id))
      .limit(SHOWN);
  const pages = await Promise.all([select('uncertain'), select('sending'), select('queued')]);
  return pages.flat();
}
