// npm run backup -- [file or folder] [--keep 14]: copies the database while the app runs.
import { existsSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { backupName, prune } from './lib/backups.mjs';
import { databaseFile } from './lib/database-file.mjs';
import { loadEnvFiles } from './lib/env-files.mjs';
import { onAppNode, resolveUserPath } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';

const USAGE = 'npm run backup -- [file or folder] [--keep 14]';

function readArguments() {
  try {
    const options = { keep: { type: 'string', default: '14' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const keep = Number(values.keep);
    if (positionals.length < 2 && Number.isInteger(keep) && keep > 0) {
      return { where: positionals[0], keep };
    }
  } catch {}
  throw new Failure(`Invalid arguments. Usage: ${USAGE}`);
}

/** @returns {{ file: string, folder?: string }} `folder` if old backups are to be deleted there */
function targetOf(where, source) {
  const path = where ? resolveUserPath(where) : join(dirname(source), 'backups');
  const isFolder =
    !where || where.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? { file: join(path, backupName()), folder: path } : { file: path };
}

async function backUp() {
  const { where, keep } = readArguments();
  loadEnvFiles();
  const source = databaseFile();
  const { file, folder } = targetOf(where, source);
  if (existsSync(file)) throw new Failure(`${file} exists already. Choose another name.`);
  const { copyDatabase } = await import('./lib/copy-database.mjs');
  const { formatCounts } = await import('./lib/verify.mjs');

  const start = performance.now();
  const partial = `${file}.partial`;
  const rows = copyDatabase(source, partial);
  renameSync(partial, file);
  const took = `${(statSync(file).size / 1e6).toFixed(1)} MB in ${((performance.now() - start) / 1e3).toFixed(1)} s`;
  console.log(`Backed up and checked ${formatCounts(rows)} (${took}): ${file}`);
  if (folder)
    console.log(`Backups in this folder: ${prune(folder, keep)} (the newest ${keep} are kept).`);
}

// A copy is for its owner only, and so is whatever SQLite writes beside it.
process.umask(0o077);
await runMain(() => onAppNode(backUp));
