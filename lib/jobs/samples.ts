import type { Context } from '@/lib/context';
import { entries, jobs } from '@/lib/db';
import { AppError } from '@/lib/errors';
import { type CreateRequest, sampleId, sampleRequests } from '@/lib/gepetto';
import { untilNextCheck } from './refresh/next-check';
import { applyUpstream, newJob } from './state';
import { toJobView } from './to-view';
import type { JobView } from './view';

type Sample = CreateRequest & { label: string };

/** What may be pasted to try Bottega out, where the sandbox answers; null with a real key. */
export function getSandboxHint({ gepetto, now }: Context): { sampleId: string } | null {
  return gepetto.sandbox ? { sampleId: sampleId(now()) } : null;
}

async function startSample(ctx: Context, userId: string, sample: Sample): Promise<JobView> {
  const created = await ctx.gepetto.createJob(sample);
  if (created.kind === 'failed') {
    throw new AppError(
      'upstream_unavailable',
      'The sandbox did not start the sample. Try it again.',
    );
  }
  const now = ctx.now();
  const known = applyUpstream(newJob(now), created.job, now);
  const inputUrl = typeof sample.body.url === 'string' ? sample.body.url : null;
  const [job] = await ctx.db
    .insert(jobs)
    .values({
      id: created.id,
      ...known,
      body: created.body,
      checkedAt: now,
      nextCheckAt: now + (await untilNextCheck(ctx, known, true)),
      inputUrl,
      startedBy: userId,
    })
    .returning();
  const [entry] = await ctx.db
    .insert(entries)
    .values({ userId, jobId: created.id, label: sample.label, addedAt: now })
    .returning();
  if (!job || !entry) throw new Error('An insert returned no row.');
  return toJobView(entry, job);
}

/**
 * Starts the sample jobs for a user. Only where the sandbox answers: with a real key they would be billed.
 * @throws AppError `not_found` with a real key; `upstream_unavailable`
 */
export async function startSamples(ctx: Context, userId: string): Promise<JobView[]> {
  if (!ctx.gepetto.sandbox) {
    throw new AppError(
      'not_found',
      'Sample jobs exist in the sandbox only, and this Bottega has a key.',
    );
  }
  const started: JobView[] = [];
  // One after the other: their order in the history is then the order of the list.
  for (const sample of sampleRequests(await ctx.gepetto.origin())) {
    started.push(await startSample(ctx, userId, sample));
  }
  return started;
}
