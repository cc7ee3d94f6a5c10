import type { Context } from '@/lib/context';
import { AppError, type ErrorCode } from '@/lib/errors';
import { addJob } from './add';
import { findJobIds } from './find-ids';
import { MAX_PASTED_IDS } from './model';
import type { AddedJobs, JobView } from './schemas';

/** Jobs that are added at the same time. */
const CONCURRENCY = 4;
/** No further job is started after this, ms: a client waits for the response. */
const MAX_MS = 20_000;
/** Errors that the next job would get too. */
const STOPS: ErrorCode[] = [
  'too_many_jobs',
  'too_many_requests',
  'upstream_busy',
  'upstream_key_rejected',
];

const OUT_OF_TIME = new AppError(
  'upstream_busy',
  'There was no time left to add this job. Send the rest again.',
);

/** @throws AppError `invalid_job_id`, `too_many_job_ids` */
function readIds(text: string): string[] {
  const ids = findJobIds(text);
  if (ids.length === 0) {
    throw new AppError(
      'invalid_job_id',
      'This text contains no job ID. Paste the ID, a URL that ends in /job/<id>, or the JSON that Gepetto returned.',
    );
  }
  if (ids.length > MAX_PASTED_IDS) {
    throw new AppError(
      'too_many_job_ids',
      `This text contains ${ids.length} job IDs. Add at most ${MAX_PASTED_IDS} at once.`,
    );
  }
  return ids;
}

type Result = { id: string; job: JobView } | { id: string; error: AppError };

/** Adds several jobs. One that cannot be added does not keep the others out. */
async function addEach(ctx: Context, userId: string, ids: string[]): Promise<Result[]> {
  const now = ctx.now();
  const results: Result[] = [];
  const deadline = AbortSignal.timeout(MAX_MS);
  let stop: AppError | undefined;
  const add = async (id: string, index: number): Promise<Result> => {
    const error = stop ?? (deadline.aborted ? OUT_OF_TIME : undefined);
    if (error) return { id, error };
    try {
      // The first of the text is the newest: the history shows them in the order of the text.
      return { id, job: await addJob(ctx, userId, id, now - index) };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      if (STOPS.includes(thrown.code)) stop = thrown;
      return { id, error: thrown };
    }
  };
  const queue = [...ids.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, id] = next;
      results[index] = await add(id, index);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return results;
}

/**
 * Adds the jobs whose ids a pasted text contains, see `findJobIds`.
 * @throws AppError `invalid_job_id` if it contains none, `too_many_job_ids`; if it contains one, as `addJob`
 */
export async function addJobsFromText(
  ctx: Context,
  userId: string,
  text: string,
): Promise<AddedJobs> {
  const results = await addEach(ctx, userId, readIds(text));
  const [first] = results;
  if (results.length === 1 && first && 'error' in first) throw first.error;
  const jobs = results.flatMap((result) => ('job' in result ? [result.job] : []));
  const notAdded = results.flatMap((result) => {
    if ('job' in result) return [];
    const { code, message } = result.error;
    return [{ id: result.id, code, message }];
  });
  return { job: jobs[0] ?? null, jobs, notAdded };
}
