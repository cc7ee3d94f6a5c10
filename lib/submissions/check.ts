import type { Context } from '@/lib/context';
import { askForJob } from '@/lib/jobs';
import { selectSubmission } from './claim-next';
import { confirmHook } from './confirm';
import { getSubmission, requireSubmission } from './read';
import type { SubmissionView } from './schemas';

/**
 * Looks at a submission again: asks upstream for the job that it named to the webhook, if there is one to confirm, and
 * for the state of the job that was started. Upstream has no list of jobs, so that nothing else can be asked.
 * @throws AppError `not_found`
 */
export async function checkSubmission(
  ctx: Context,
  userId: string,
  id: string,
): Promise<SubmissionView> {
  const row = await requireSubmission(ctx, userId, id);
  if (row.hookJobId !== null) await confirmHook(ctx, row);
  const now = await selectSubmission(ctx, id);
  if (now?.jobId) await askForJob(ctx, now.jobId);
  return getSubmission(ctx, userId, id);
}
