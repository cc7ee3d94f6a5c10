import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Has a file, or the names in a folder, outlive a power cut. @param {string} path */
export function sync(path) {
  const opened = openSync(path, 'r');
  fsyncSync(opened);
  closeSync(opened);
}
