import { methods } from '@/lib/http/methods';
import { userRoute } from '@/lib/http/route';
import { startSamples } from '@/lib/jobs';

/** Starts the sample jobs of the sandbox for whoever asks. */
const post = userRoute(async ({ ctx, userId }) =>
  Response.json({ jobs: await startSamples(ctx, userId) }, { status: 201 }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
