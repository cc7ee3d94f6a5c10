import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isKey, type StoredFile } from './storage';

/** The names that files-sdk gives to what it writes beside a file: its type, and its content before the rename. */
const SIDECAR = '.meta.json';

async function namesIn(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function fileAt(root: string, key: string): Promise<StoredFile | null> {
  try {
    const { size, mtimeMs } = await lstat(join(root, key));
    return { key, bytes: size, modifiedAt: mtimeMs };
  } catch (error) {
    // Deleted meanwhile.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * The files below a folder whose keys start with `prefix`. Only the part of the tree that may have some is read, which
 * the adapter does not care for. What a killed process has left counts as a file.
 */
export async function* walkFolder(root: string, prefix: string): AsyncGenerator<StoredFile> {
  const folders = [prefix.slice(0, prefix.lastIndexOf('/') + 1)];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const found = await namesIn(join(root, folder));
    const names = new Set(found.map(({ name }) => name));
    for (const entry of found) {
      const key = folder + entry.name;
      if (entry.isDirectory()) {
        const inside = `${key}/`;
        if (inside.startsWith(prefix) || prefix.startsWith(inside)) folders.push(inside);
      } else if (entry.isFile() && key.startsWith(prefix) && isKey(key)) {
        const ofFile =
          entry.name.endsWith(SIDECAR) && names.has(entry.name.slice(0, -SIDECAR.length));
        const file = ofFile ? null : await fileAt(root, key);
        if (file) yield file;
      }
    }
  }
}
