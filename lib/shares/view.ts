import { z } from 'zod';
import type { JobView } from '@/lib/jobs';

/** A share as its owner sees it. Times are ms UTC. */
export const shareView = z
  .strictObject({
    id: z.string(),
    path: z
      .string()
      .nullable()
      .describe(
        "The link's path, `/s/<token>`. Null when the secret of this Bottega has been changed since: the link still opens, but cannot be shown.",
      ),
    createdAt: z.int(),
  })
  .meta({ id: 'Share', description: "A public link to one job's result." });

export type ShareView = z.infer<typeof shareView>;

/** What anybody with the link may know of a job: nothing of its owner, its id or its label. */
export type SharedJob = Pick<
  JobView,
  'state' | 'mode' | 'createdAt' | 'settledAt' | 'hasPicture' | 'hasInput'
>;
