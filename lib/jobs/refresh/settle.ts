import { and, eq } from 'drizzle-orm';
import { type Db, jobs } from '@/lib/db';
import type { Answer } from '@/lib/gepetto';
import { log } from '@/lib/log';
import { type JobRow, knownOf } from '../row';
import { expire, learn } from '../state';
import { nextCheckIn, retryIn } from './policy';

type Change = Partial<JobRow>;

function afterAnswer(row: JobRow, answer: Answer & { kind: 'job' }, now: number): Change {
  const known = learn(knownOf(row), answer.job, now);
  return {
    ...known,
    body: answer.body,
    checkedAt: now,
    nextCheckAt: now + nextCheckIn(now - known.waitingSince),
    failures: 0,
    troubleCode: null,
    troubleStatus: null,
    troubleAt: null,
  };
}

function afterTrouble(row: JobRow, answer: Exclude<Answer, { kind: 'job' }>, now: number): Change {
  const failures = row.failures + 1;
  return {
    ...expire(knownOf(row), now),
    failures,
    nextCheckAt: now + retryIn(answer, failures, Math.random()),
    troubleCode: answer.kind,
    troubleStatus: 'httpStatus' in answer ? (answer.httpStatus ?? null) : null,
    troubleAt: now,
  };
}

/**
 * Writes back what an ask brought and gives the claim up. Only under the fence of the claim: a claimer
 * that was thought dead must not overwrite its successor.
 *
 * @returns the row as it now is, or undefined when another claim has come since
 */
export async function settle(
  db: Db,
  claimed: JobRow,
  answer: Answer,
  now: number,
): Promise<JobRow | undefined> {
  if (answer.kind === 'key_rejected') {
    log().error(
      { httpStatus: answer.httpStatus },
      'upstream refuses our key: check GEPETTO_API_KEY',
    );
  }
  const change =
    answer.kind === 'job' ? afterAnswer(claimed, answer, now) : afterTrouble(claimed, answer, now);
  const [row] = await db
    .update(jobs)
    .set({ ...change, leaseUntil: 0 })
    .where(and(eq(jobs.id, claimed.id), eq(jobs.fence, claimed.fence)))
    .returning();
  return row;
}
