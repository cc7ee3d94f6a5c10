import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { entries, jobs, results } from '@/lib/db';

/** Results of a photo that its card shows. */
const SHOWN = 4;

/** A stored result of a photo. */
export type MadeOf = {
  jobId: string;
  label: string | null;
  mode: string | null;
  hash: string;
  width: number;
  height: number;
  thumbHash: string;
};

/** The newest results of some photos of a user, a few for each, by the photo's id. */
export async function madeOf(
  { db }: Pick<Context, 'db'>,
  userId: string,
  photoIds: string[],
): Promise<Map<string, MadeOf[]>> {
  const newest = await Promise.all(
    photoIds.map((photoId) =>
      db
        .select({
          jobId: jobs.id,
          label: entries.label,
          mode: jobs.mode,
          hash: results.hash,
          width: results.width,
          height: results.height,
          thumbHash: results.thumbHash,
        })
        .from(jobs)
        .innerJoin(entries, and(eq(entries.userId, userId), eq(entries.jobId, jobs.id)))
        .innerJoin(results, eq(results.jobId, jobs.id))
        .where(and(eq(jobs.photoId, photoId), eq(results.state, 'stored')))
        .orderBy(desc(results.storedAt))
        .limit(SHOWN),
    ),
  );
  return new Map(photoIds.map((id, at) => [id, (newest[at] ?? []) as MadeOf[]]));
}
