import type { Context } from '@/lib/context';
import { batch } from '@/lib/db';
import { AppError } from '@/lib/errors';
import type { Samples } from '@/lib/gepetto';
import { toJobView } from './rows';
import type { JobView } from './schemas';
import { followStarted, startedJobWrites } from './started';

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
  const { endpoint, query, body, label } = sample;
  const created = await ctx.gepetto.startJob({ mode: endpoint, query, body });
  if (created.kind !== 'created') throw sandboxUnavailable();
  const inputUrl = typeof body.url === 'string' ? body.url : null;
  const started = { ...created, userId, label, inputUrl, startedAt: ctx.now() };
  const [[job], [entry]] = await batch(ctx.db, await startedJobWrites(ctx, started));
  if (!job || !entry) throw new Error('An insert returned no row.');
  followStarted(ctx, job);
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
