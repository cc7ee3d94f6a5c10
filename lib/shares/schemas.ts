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

/** The last link of a page: the next page starts below it. */
export type ShareCursor = { createdAt: number; id: string };

export const shareCursor = z
  .string()
  .regex(/^\d{1,16}\.[a-f0-9-]{36}$/, 'is not a cursor from `nextCursor`')
  .transform((text): ShareCursor => {
    const dot = text.indexOf('.');
    return { createdAt: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
  });

/** `<createdAt ms>.<id>`, the form that a cursor has in a URL. */
export function formatShareCursor({ createdAt, id }: ShareCursor): string {
  return `${createdAt}.${id}`;
}
