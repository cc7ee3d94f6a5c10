import { setImmediate as nextTurn } from 'node:timers/promises';
import { asc, eq, inArray, lte } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { type Db, unreferencedFiles } from '@/lib/db';
import { logOncePerMinute } from '@/lib/log';
import { isStopping } from '@/lib/shutdown';
import type { Storage } from '@/lib/storage';

/** Folders that one call deletes side by side. */
const AT_ONCE = 4;
/** When a folder is tried again if the store fails, or the process dies, ms. */
const RETRY_MS = 5 * 60_000;
/** Triggers write the database's time, which may be ahead of ours by this much, ms. */
const CLOCKS_DIFFER_MS = 5_000;

const logFault = logOncePerMinute(
  'files that nobody needs could not be deleted: tried again later',
);

/**
 * Claims folders that are due, by moving their time. A copy that is still writing into one of them cannot refer to
 * it any more: it does so only while the time is the one that it set.
 */
async function claimDue(db: Db, now: number): Promise<string[]> {
  const due = db
    .select({ folder: unreferencedFiles.folder })
    .from(unreferencedFiles)
    .where(lte(unreferencedFiles.deleteAt, now + CLOCKS_DIFFER_MS))
    .orderBy(asc(unreferencedFiles.deleteAt))
    .limit(AT_ONCE);
  // Most rounds find nothing, and a write would make others wait.
  if ((await due).length === 0) return [];
  const claimed = await db
    .update(unreferencedFiles)
    .set({ deleteAt: now + RETRY_MS })
    .where(inArray(unreferencedFiles.folder, due))
    .returning({ folder: unreferencedFiles.folder });
  return claimed.map(({ folder }) => folder);
}

async function deleteFolder(db: Db, storage: Storage, folder: string): Promise<void> {
  for await (const { key } of storage.list(`${folder}/`)) await storage.delete(key);
  await db.delete(unreferencedFiles).where(eq(unreferencedFiles.folder, folder));
}

/**
 * Deletes the files that no row refers to, as far as they are due. Several processes may do so at once. A crash at any
 * moment leaves the row, so that another call goes on; a store that fails is tried again minutes later.
 *
 * @param forMs no folder is begun after this time
 */
export async function deleteUnreferenced(
  { db, now, storage }: Pick<Context, 'db' | 'now' | 'storage'>,
  forMs: number,
): Promise<void> {
  const until = now() + forMs;
  while (!isStopping()) {
    const folders = await claimDue(db, now());
    if (folders.length === 0) return;
    try {
      const store = await storage();
      const all = await Promise.allSettled(folders.map((one) => deleteFolder(db, store, one)));
      const failed = all.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    } catch (error) {
      logFault(error);
      return;
    }
    if (now() >= until) return;
    await nextTurn();
  }
}
