import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^bottega-\d{8}T\d{6}\.\d{3}Z\.db$/;
const PARTIAL = /^bottega-.+\.db\.partial$/;
/** No copy takes this long: what is older was left by one that was killed, ms. */
const LEFT_BEHIND_MS = 24 * 60 * 60_000;

/** The name of a backup that is made now, UTC; names sort as the times do. */
export const backupName = (now = new Date()) =>
  `bottega-${now.toISOString().replaceAll(/[-:]/g, '')}.db`;

/**
 * Removes all but the newest backups of a folder, and what copies that were killed have left. Files with
 * other names stay.
 *
 * @param {string} folder
 * @param {number} keep
 * @returns {number} how many backups are left
 */
export function prune(folder, keep) {
  const files = readdirSync(folder);
  const backups = files.filter((name) => NAME.test(name)).sort();
  const old = backups.slice(0, Math.max(0, backups.length - keep));
  const left = files
    .filter((name) => PARTIAL.test(name))
    .filter((name) => Date.now() - statSync(join(folder, name)).mtimeMs > LEFT_BEHIND_MS);
  for (const name of [...old, ...left]) rmSync(join(folder, name));
  return backups.length - old.length;
}
