// npm run backup -- [file or folder] [--keep 14]: a copy of the database, while the app runs.
import { existsSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseFile, loadAppEnv } from './lib/app-env.mjs';
import { backupName, prune } from './lib/backups.mjs';
import { onAppNode, typedPath } from './lib/on-app-node.mjs';
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
  throw new Failure(`That is not understood: ${USAGE}`);
}

/** @returns {{ file: string, folder?: string }} `folder` where old backups are to be removed */
function target(where, source) {
  const path = where ? typedPath(where) : join(dirname(source), 'backups');
  const isFolder =
    !where || where.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? { file: join(path, backupName()), folder: path } : { file: path };
}

async function backUp() {
  const { where, keep } = readArguments();
  loadAppEnv();
  const source = databaseFile();
  const { file, folder } = target(where, source);
  if (existsSync(file)) throw new Failure(`${file} exists already: name another file.`);
  const { copyDatabase } = await import('./lib/copy-database.mjs');
  const { inWords } = await import('./lib/verify.mjs');

  const start = performance.now();
  const partial = `${file}.partial`;
  const rows = copyDatabase(source, partial);
  renameSync(partial, file);
  const took = `${(statSync(file).size / 1e6).toFixed(1)} MB in ${((performance.now() - start) / 1e3).toFixed(1)} s`;
  console.log(`Backed up and checked ${inWords(rows)} (${took}): ${file}`);
  if (folder)
    console.log(`Backups in that folder: ${prune(folder, keep)}. The newest ${keep} are kept.`);
}

await runMain(() => onAppNode(backUp));
