// npm run restore -- <file> [--stopped]: replaces the database, and brings back the files of results. The app must be stopped.
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseFile } from './lib/database-file.mjs';
import { loadEnvFiles } from './lib/env-files.mjs';
import { appStorage } from './lib/files/app-storage.mjs';
import { onAppNode, resolveUserPath } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';

const USAGE = 'npm run restore -- <file> [--stopped]';

function readArguments() {
  try {
    const options = { stopped: { type: 'boolean', default: false } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [file] = positionals;
    if (file && positionals.length === 1)
      return { file: resolveUserPath(file), stopped: values.stopped };
  } catch {}
  throw new Failure(`Invalid arguments. Usage: ${USAGE}`);
}

/** What is said about the files of results. */
function describe(files) {
  if (files === null) {
    return ['Results are in a bucket or a Blob store: run npm run doctor, which compares them.'];
  }
  const { results, missing, photos, lostPhotos } = files;
  if (results === 0 && missing > 0) {
    return [
      `WARNING: the files of the ${missing} results are neither beside the backup nor in the folder of the app. If they are in a bucket, all is well: set S3_* when you use npm run doctor. Else bring them there, or use npm run doctor, which lets Bottega copy them again.`,
    ];
  }
  const lines = results === 0 ? [] : [`The files of ${results} results are in place.`];
  if (photos > 0) lines.push(`The files of ${photos - lostPhotos} photos and masks are in place.`);
  if (lostPhotos > 0) {
    lines.push(
      `The files of ${lostPhotos} photos and masks are not beside the backup, and cannot be had again.`,
    );
  }
  if (missing === 0) return lines;
  return [
    ...lines,
    `The files of ${missing} results are not beside the backup: Bottega copies them again from Gepetto, as far as it still has them.`,
  ];
}

async function restore() {
  const { file, stopped } = readArguments();
  loadEnvFiles();
  const path = databaseFile();
  if (existsSync(file) && existsSync(path) && realpathSync(file) === realpathSync(path)) {
    throw new Failure(`${file} is the database itself. Choose a backup.`);
  }
  const { formatCounts, verify } = await import('./lib/verify.mjs');
  const { copyDatabase } = await import('./lib/copy-database.mjs');
  const { assertUnused, deleteSessions, replaceDatabase } = await import(
    './lib/replace-database.mjs'
  );
  const { restoreFiles } = await import('./lib/files/restore-files.mjs');
  verify(file);
  const fresh = `${path}.restoring`;
  const rows = copyDatabase(file, fresh);
  const storage = appStorage();
  let aside;
  let files = null;
  try {
    deleteSessions(fresh);
    assertUnused(path, { stopped });
    // Before the database: a row must find its files.
    if (storage.kind === 'folder') files = restoreFiles(file, fresh, path, storage.path);
    aside = replaceDatabase(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
  console.log(`Restored ${formatCounts(rows)}: ${path}`);
  for (const line of describe(files)) console.log(line);
  if (aside) console.log(`The previous database was kept: ${aside}`);
  if (aside && files !== null) {
    console.log('Files that only the previous database needs stay until you run npm run doctor.');
  }
  console.log('Start Bottega now. All users have to sign in again.');
  console.log(
    'Tokens and share links that were revoked after the backup are valid again: see docs/operations.md.',
  );
}

// The database is for its owner only, and so is whatever SQLite writes beside it.
process.umask(0o077);
await runMain(() => onAppNode(restore));
