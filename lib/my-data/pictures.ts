import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { StorageError } from '@/lib/storage';
import { resultRows } from './stored-results';

/**
 * How long an archive goes on with new pictures, ms. A response may take 15 minutes on one box and 5 on Vercel, and an
 * archive that is cut off cannot be opened.
 */
const picturesMs = () => (getEnv().vercel ? 4 : 12) * 60_000;

/** Jobs whose picture is left out, by id, that are named. */
const MOST_NAMED = 10_000;

/** A picture as a stream; null if the store does not have it, or fails. */
async function openPicture(ctx: Pick<Context, 'storage'>, folder: string) {
  try {
    return await (await ctx.storage()).get(`${folder}/full`);
  } catch (error) {
    if (error instanceof StorageError) return null;
    throw error;
  }
}

/**
 * The stored pictures of a user's history as files of the archive. Each is opened when the one before has been written,
 * so that one is read at a time. The last file names those that are left out.
 *
 * @param startedAt when the archive was begun, ms UTC
 */
export async function* pictures(
  ctx: Pick<Context, 'db' | 'now' | 'storage'>,
  userId: string,
  startedAt: number,
) {
  const until = startedAt + picturesMs();
  const leftOut: string[] = [];
  for await (const { jobId, folder, file, storedAt } of resultRows(ctx.db, userId)) {
    if (file === null || folder === null) continue;
    const input = ctx.now() < until ? await openPicture(ctx, folder) : null;
    if (input) yield { name: file, lastModified: new Date(storedAt ?? startedAt), input };
    else if (leftOut.length < MOST_NAMED) leftOut.push(jobId);
  }
  if (leftOut.length === 0) return;
  const text = `The pictures of these jobs are left out: the store did not have them, or there was no time left. Download them
one by one.\n\n${leftOut.join('\n')}\n`;
  yield { name: 'results/left-out.txt', lastModified: new Date(startedAt), input: text };
}
