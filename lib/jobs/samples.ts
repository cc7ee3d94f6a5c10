import type { Context } from '@/lib/context';
import { batch, entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { Samples } from '@/lib/gepetto';
import { copyResult } from '@/lib/results';
import { nextCheckDelay } from './refresh';
import { toJobView } from './rows';
import type { JobView } from './schemas';
import { searchTextOf } from './search-text';
import { applyUpstream, newJob } from './state';

type Sample = Samples['requests'][number];

/** A job id to try Bottega with in the sandbox; null with a real key. */
export async function getSandboxHint({ gepetto }: Context): Promise<{ sampleId: string } | null> {
  const samples = await gepetto.fetchSamples();
  return samples && { sampleId: samples.jobId };
}

function sandboxUnavailable(): AppError {
  return new AppError(
    'upstream_unavailable',
    'The sandbox could not start the sample jobs. Try again.',
  );
}

async function startSample(ctx: Context, userId: string, sample: Sample): Promise<JobView> {
  const { endpoint, query, body } = sample;
  const created = await ctx.gepetto.startJob({ mode: endpoint, query, body });
  if (created.kind !== 'created') {
    throw sandboxUnavailable();
  }
  const now = ctx.now();
  const facts = applyUpstream(newJob(now), created.job, now);
  const inputUrl = typeof body.url === 'string' ? body.url : null;
  const nextCheckAt = now + (await nextCheckDelay(ctx, facts, true));
  const [[job], [entry]] = await batch(ctx.db, [
    ctx.db
      .insert(jobs)
      .values({
        id: created.id,
        ...facts,
        body: created.body,
        checkedAt: now,
        nextCheckAt,
        inputUrl,
        startedBy: userId,
      })
      .returning(),
    ctx.db
      .insert(entries)
      .values({
        userId,
        jobId: created.id,
        label: sample.label,
        folded: searchTextOf(sample.label),
        addedAt: now,
      })
      .returning(),
  ]);
  if (!job || !entry) throw new Error('An insert returned no row.');
  if (job.state === 'succeeded') ctx.defer(copyResult(ctx, job.id));
  return toJobView(entry, job);
}

/**
 * Starts the sample jobs for a user. Sandbox only: with a real key they would be billed.
 * @throws AppError `not_found` with a real key; `upstream_unavailable`
 */
export async function startSamples(ctx: Context, userId: string): Promise<JobView[]> {
  if (!ctx.gepetto.sandbox) {
    throw new AppError(
      'not_found',
      'Sample jobs are available in the sandbox only. This server uses a Gepetto key.',
    );
  }
  const started: JobView[] = [];
  const samples = await ctx.gepetto.fetchSamples();
  if (!samples) throw sandboxUnavailable();
  // One at a time, so that the history keeps the order of the list.
  for (const sample of samples.requests) {
    started.push(await startSample(ctx, userId, sample));
  }
  return started;
}
