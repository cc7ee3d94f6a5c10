// npm run restore -- <file> [--stopped]: a backup takes the place of the database. The app must not run.
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { databaseFile, loadAppEnv } from './lib/app-env.mjs';
import { onAppNode, typedPath } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';

const USAGE = 'npm run restore -- <file> [--stopped]';

function readArguments() {
  try {
    const options = { stopped: { type: 'boolean', default: false } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [file] = positionals;
    if (file && positionals.length === 1) return { file: typedPath(file), stopped: values.stopped };
  } catch {}
  throw new Failure(`That is not understood: ${USAGE}`);
}

async function restore() {
  const { file, stopped } = readArguments();
  loadAppEnv();
  const path = databaseFile();
  if (existsSync(file) && existsSync(path) && realpathSync(file) === realpathSync(path)) {
    throw new Failure(`${file} is the database itself: name a backup.`);
  }
  const { inWords, verify } = await import('./lib/verify.mjs');
  const { copyDatabase } = await import('./lib/copy-database.mjs');
  const { assertUnused, endSessions, putInPlace } = await import('./lib/replace-database.mjs');
  verify(file);
  const fresh = `${path}.restoring`;
  const rows = copyDatabase(file, fresh);
  let aside;
  try {
    endSessions(fresh);
    assertUnused(path, { stopped });
    aside = putInPlace(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
  console.log(`Restored ${inWords(rows)}: ${path}`);
  if (aside) console.log(`The database before it is kept: ${aside}`);
  console.log('Start Bottega now. Everybody has to sign in again.');
  console.log('What was revoked after the backup was made is valid again: see docs/operations.md.');
}

await runMain(() => onAppNode(restore));
