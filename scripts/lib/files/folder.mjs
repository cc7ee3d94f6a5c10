import { lstat, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** files-sdk keeps the type of a file beside it, under this name. */
export const SIDECAR = '.meta.json';

const orNull = (error) => {
  if (error.code === 'ENOENT') return null;
  throw error;
};

/** The files of a folder whose keys start with `prefix`, which ends with a slash. Sidecars of files are left out. */
export async function* filesIn(root, prefix) {
  const start = join(root, prefix);
  const found = (await readdir(start, { withFileTypes: true }).catch(orNull)) ?? [];
  const names = new Set(found.map(({ name }) => name));
  for (const entry of found) {
    const path = join(start, entry.name);
    const key = relative(root, path).split(sep).join('/');
    if (entry.isDirectory()) yield* filesIn(root, `${key}/`);
    else if (entry.isFile()) {
      const { name } = entry;
      if (name.endsWith(SIDECAR) && names.has(name.slice(0, -SIDECAR.length))) continue;
      const file = await lstat(path).catch(orNull);
      if (file) yield { key, bytes: file.size, modifiedAt: file.mtimeMs };
    }
  }
}

/** Deletes a file, its sidecar, and the folder that is empty then. */
export async function deleteIn(root, key) {
  await rm(join(root, key), { force: true });
  await rm(join(root, key + SIDECAR), { force: true });
  const folder = dirname(key);
  if (folder.includes('/')) await rmdir(join(root, folder)).catch(() => {});
}
