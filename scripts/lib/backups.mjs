import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BACKUP = /^bottega-\d{8}T\d{6}\.\d{3}Z\.db$/;
const PARTIAL = /^bottega-.+\.db\.partial$/;
/** A partial copy older than this was left by a process that was killed, ms. */
const ABANDONED_AFTER_MS = 24 * 60 * 60_000;

/** The file name of a backup, with its time in UTC. Names sort by time. */
export const backupName = (now = new Date()) =>
  `bottega-${now.toISOString().replaceAll(/[-:]/g, '')}.db`;

/**
 * Deletes all but the newest backups in a folder, and abandoned partial copies. Other files stay.
 *
 * @param {string} folder
 * @param {number} keep
 * @returns {number} the number of backups that remain
 */
export function prune(folder, keep) {
  const files = readdirSync(folder);
  const backups = files.filter((name) => BACKUP.test(name)).sort();
  const old = backups.slice(0, Math.max(0, backups.length - keep));
  const abandoned = files
    .filter((name) => PARTIAL.test(name))
    .filter((name) => Date.now() - statSync(join(folder, name)).mtimeMs > ABANDONED_AFTER_MS);
  for (const name of [...old, ...abandoned]) rmSync(join(folder, name));
  return backups.length - old.length;
}
