import { z } from 'zod';

/** A share in its owner's list. Times are ms UTC. */
export const shareView = z
  .strictObject({
    id: z.string(),
    path: z
      .string()
      .nullable()
      .describe(
        "The link's path, `/s/<token>`. Null if NEXTAUTH_SECRET has changed since the link was created: the link still works, but cannot be shown.",
      ),
    createdAt: z.int(),
  })
  .meta({ id: 'Share', description: "A public link to one job's result." });

export type ShareView = z.infer<typeof shareView>;
