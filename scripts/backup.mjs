// npm run backup -- [file or folder] [--keep 14]: copies the database and the files of results while the app runs.
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { backupName, prune } from './lib/backups.mjs';
import { databaseFile } from './lib/database-file.mjs';
import { loadEnvFiles } from './lib/env-files.mjs';
import { appStorage } from './lib/files/app-storage.mjs';
import { onAppNode, resolveUserPath } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';
import { syncToDisk } from './lib/sync-to-disk.mjs';

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

/** Brings in the files of an unfinished backup, which does not survive a failure. */
function filesFor(partial, from, takeFiles) {
  try {
    return takeFiles(from, partial);
  } catch (error) {
    rmSync(partial, { force: true });
    if (error instanceof Failure) throw error;
    throw new Failure(`The files of results cannot be copied (${error.message}).`);
  }
}

/** What is said about the files of results. */
function describe(files, where) {
  if (files === null) {
    return ['Results are in a bucket or a Blob store, not in this backup: see docs/operations.md.'];
  }
  const { results, taken, missing, photos, lostPhotos } = files;
  if (results > 0 && missing === results) {
    return [
      `WARNING: this backup has no files: the folder has none of the ${results} results in the database. Set STORAGE_DIR or S3_* as for the app. If they are set, use npm run doctor.`,
    ];
  }
  const lines =
    results === 0 ? [] : [`Files of ${results - missing} results (${taken} new): ${where}`];
  if (photos > 0) lines.push(`Files of ${photos - lostPhotos} photos and masks: ${where}`);
  if (lostPhotos > 0) lines.push(`${lostPhotos} photos and masks have no file (any more).`);
  if (missing === 0) return lines;
  return [
    ...lines,
    `${missing} results have no file (any more). If this is said again, use npm run doctor.`,
  ];
}

async function backUp() {
  const { where, keep } = readArguments();
  loadEnvFiles();
  const source = databaseFile();
  const { file, folder } = targetOf(where, source);
  if (existsSync(file)) throw new Failure(`${file} exists already. Choose another name.`);
  const { copyDatabase } = await import('./lib/copy-database.mjs');
  const { formatCounts } = await import('./lib/verify.mjs');
  const { filesOf, pruneFiles, takeFiles } = await import('./lib/files/backup-files.mjs');

  const start = performance.now();
  const storage = appStorage();
  const partial = `${file}.partial`;
  const rows = copyDatabase(source, partial);
  const files = storage.kind === 'folder' ? filesFor(partial, storage.path, takeFiles) : null;
  renameSync(partial, file);
  syncToDisk(dirname(file));
  const took = `${(statSync(file).size / 1e6).toFixed(1)} MB in ${((performance.now() - start) / 1e3).toFixed(1)} s`;
  console.log(`Backed up and checked ${formatCounts(rows)} (${took}): ${file}`);
  for (const line of describe(files, filesOf(file))) console.log(line);
  if (!folder) return;
  console.log(`Backups in this folder: ${prune(folder, keep)} (the newest ${keep} are kept).`);
  pruneFiles(folder);
}

// A copy is for its owner only, and so is whatever SQLite writes beside it.
process.umask(0o077);
await runMain(() => onAppNode(backUp));
