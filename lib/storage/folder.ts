import { mkdirSync } from 'node:fs';
import { open, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fs } from 'files-sdk/fs';
import { toStorageError } from './errors';
import { fromAdapter } from './from-adapter';
import { assertKey, type Storage, type StoredFile } from './storage';
import { walkFolder } from './walk-folder';

/** One block: a full disk may have room for less. */
const PROBE = new Uint8Array(4_096);

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes the folders above a file that are empty now, below the first level. */
async function removeEmpty(root: string, key: string): Promise<void> {
  for (let folder = dirname(key); folder.includes('/'); folder = dirname(folder)) {
    await rmdir(join(root, folder));
  }
}

/**
 * A folder on this machine, readable only by the user that runs the app. A file is written beside its place and
 * renamed, and is on the disk before `put` returns.
 */
export function folderStorage(path: string): Storage {
  const root = resolve(path);
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw toStorageError(error);
  }
  const files = fromAdapter(fs({ root }), {
    async afterPut(key) {
      const written = join(root, key);
      await flush(written);
      await flush(dirname(written));
    },
  });
  return {
    ...files,
    async delete(key) {
      assertKey(key);
      try {
        await rm(join(root, key), { force: true });
        await rm(join(root, `${key}.meta.json`), { force: true });
      } catch (error) {
        throw toStorageError(error);
      }
      // Another file is in it, or it has gone already.
      await removeEmpty(root, key).catch(() => {});
    },
    async assertWritable() {
      const path = join(root, `.writable-${process.pid}`);
      try {
        await writeFile(path, PROBE);
      } catch (error) {
        throw toStorageError(error);
      } finally {
        await rm(path, { force: true }).catch(() => {});
      }
    },
    async *list(prefix): AsyncGenerator<StoredFile> {
      try {
        yield* walkFolder(root, prefix);
      } catch (error) {
        throw toStorageError(error);
      }
    },
  };
}
