import type { Context } from '@/lib/context';
import { getEnv } from '@/lib/env';
import { StorageError } from '@/lib/storage';
import { photoRows } from './photos';
import { resultRows } from './stored-results';

/**
 * How long an archive goes on with new pictures, ms. A response may take 15 minutes on one box and 5 on Vercel, and an
 * archive that is cut off cannot be opened.
 */
const picturesMs = () => (getEnv().vercel ? 4 : 12) * 60_000;

/** Jobs and photos whose picture is left out, by id, that are named. */
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

type File = { id: string; folder: string; name: string; at: number };

/** The files of the archive: results first, then photos. */
async function* filesOf(db: Context['db'], userId: string, startedAt: number) {
  for await (const { jobId: id, folder, file: name, storedAt } of resultRows(db, userId)) {
    if (name !== null && folder !== null) yield { id, folder, name, at: storedAt ?? startedAt };
  }
  for await (const { id, folder, file: name, createdAt: at } of photoRows(db, userId)) {
    yield { id, folder, name, at };
  }
}

/**
 * The stored pictures of a user's history, and the user's photos, as files of the archive. Each is opened when the one
 * before has been written, so that one is read at a time. The last file names those that are left out.
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
  const files: AsyncGenerator<File> = filesOf(ctx.db, userId, startedAt);
  for await (const { id, folder, name, at } of files) {
    const input = ctx.now() < until ? await openPicture(ctx, folder) : null;
    if (input) yield { name, lastModified: new Date(at), input };
    else if (leftOut.length < MOST_NAMED) leftOut.push(id);
  }
  if (leftOut.length === 0) return;
  const text = `The pictures of these jobs and photos are left out: the store did not have them, or there was no time left.
Download them one by one.\n\n${leftOut.join('\n')}\n`;
  yield { name: 'results/left-out.txt', lastModified: new Date(startedAt), input: text };
}
