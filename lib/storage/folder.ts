import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fs } from 'files-sdk/fs';
import { fromAdapter } from './from-adapter';
import type { Storage } from './storage';

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * A folder on this machine, readable only by the user that runs the app. A file is written beside its place and
 * renamed, and is on the disk before `put` returns.
 */
export function folderStorage(root: string): Storage {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  return fromAdapter(fs({ root }), {
    async afterPut(key) {
      const path = join(root, key);
      await flush(path);
      await flush(dirname(path));
    },
  });
}
