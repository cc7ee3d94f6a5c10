import { userRoute } from '@/app/_http/route';
import { startSamples } from '@/lib/jobs';

/** Starts the sample jobs of the sandbox for whoever asks. */
export const POST = userRoute(async ({ ctx, userId }) =>
  Response.json({ jobs: await startSamples(ctx, userId) }, { status: 201 }),
);
