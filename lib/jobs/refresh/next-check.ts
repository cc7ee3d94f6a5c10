import type { Context } from '@/lib/context';
import type { JobFacts } from '../state';
import { nextCheckIn } from './policy';
import { settleStats } from './stats-store';

/** Ms until a job that is pending now should be asked for again, from all that is known of jobs. */
export async function untilNextCheck(
  ctx: Context,
  job: JobFacts,
  watched: boolean,
): Promise<number> {
  const { pending, agesOf } = await settleStats(ctx);
  return nextCheckIn({
    ageMs: ctx.now() - job.createdAt,
    ages: agesOf(job.mode),
    pending,
    callsPerMinute: ctx.gepetto.callsPerMinute,
    watched,
    random: Math.random(),
  });
}
