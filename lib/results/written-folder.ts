import { randomBytes } from 'node:crypto';
import { and, eq, exists, type SQL, sql } from 'drizzle-orm';
import type { Context } from '@/lib/context';
import { unreferencedFiles } from '@/lib/db';

/** Files that no row refers to by then are deleted, ms. */
const WRITTEN_WITHIN_MS = 60 * 60 * 1_000;

/** A file of a folder. */
export type NewFile = { name: string; bytes: Uint8Array; type: string };

const forget = (db: Context['db'], folder: string, referring: SQL) =>
  db.delete(unreferencedFiles).where(and(eq(unreferencedFiles.folder, folder), referring));

/** A folder whose files are written, and that no row refers to yet. */
export type WrittenFolder = {
  folder: string;
  /** A condition of the row that is to refer to it: the files are still there, and nobody deletes them. */
  isKept: SQL;
  /**
   * The last statement of the batch that writes that row.
   * @param referring a condition that holds if the row has been written
   */
  referTo: (referring: SQL) => ReturnType<typeof forget>;
  /** Lets maintenance delete the files now. */
  discard: () => Promise<unknown>;
};

/**
 * Writes files into a new folder of the store. The folder is announced before, so that a crash at any moment leaves
 * neither a row without files nor files that nobody deletes.
 *
 * @param kind the first segment of its keys
 * @throws StorageError
 */
export async function writeFolder(
  { db, now, storage }: Pick<Context, 'db' | 'now' | 'storage'>,
  kind: 'results' | 'photos' | 'masks',
  files: NewFile[],
): Promise<WrittenFolder> {
  const folder = `${kind}/${randomBytes(16).toString('hex')}`;
  const deleteAt = now() + WRITTEN_WITHIN_MS;
  const discard = async () =>
    db
      .update(unreferencedFiles)
      .set({ deleteAt: now() })
      .where(eq(unreferencedFiles.folder, folder));
  await db.insert(unreferencedFiles).values({ folder, deleteAt });
  try {
    const store = await storage();
    const put = await Promise.allSettled(
      files.map(({ name, bytes, type }) => store.put(`${folder}/${name}`, bytes, type)),
    );
    const failed = put.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  } catch (error) {
    await discard().catch(() => undefined);
    throw error;
  }
  const announced = db
    .select({ one: sql`1` })
    .from(unreferencedFiles)
    // Another time means that they are being deleted.
    .where(and(eq(unreferencedFiles.folder, folder), eq(unreferencedFiles.deleteAt, deleteAt)));
  return {
    folder,
    isKept: exists(announced),
    referTo: (referring) => forget(db, folder, referring),
    discard,
  };
}
