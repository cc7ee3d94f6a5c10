// npm run doctor [-- --dry-run]: finds and mends results without files, and files without results, while the app runs.
import { parseArgs } from 'node:util';
import { loadEnvFiles } from './lib/env-files.mjs';
import { onAppNode } from './lib/on-app-node.mjs';
import { Failure, runMain } from './lib/run.mjs';

const USAGE = 'npm run doctor [-- --dry-run]';

function readArguments() {
  try {
    const options = { 'dry-run': { type: 'boolean', default: false } };
    return { dryRun: parseArgs({ options }).values['dry-run'] };
  } catch {
    throw new Failure(`Invalid arguments. Usage: ${USAGE}`);
  }
}

/** What a driver throws becomes a sentence: the message names the table or the fault, and no secret. */
function explained(error) {
  if (error instanceof Failure) return error;
  if (/no such table|no such column/.test(error.message)) {
    return new Failure(
      'The database is of an older version. Start this version of Bottega once, then try again.',
    );
  }
  return new Failure(
    `The check stopped (${error.message}). Check DATABASE_URL and the settings of the store, then try again: nothing is half done.`,
  );
}

async function doctor() {
  const { dryRun } = readArguments();
  loadEnvFiles();
  // Only here: these need packages that plain `npm start` on another Node may lack.
  const { openDatabase } = await import('./lib/open-database.mjs');
  const { openStore } = await import('./lib/files/open.mjs');
  const { examine } = await import('./lib/doctor/examine.mjs');
  let db;
  try {
    db = await openDatabase();
    for (const line of await examine(db, await openStore(), { dryRun })) console.log(line);
  } catch (error) {
    throw explained(error);
  } finally {
    db?.close();
  }
}

// What it writes is for the owner of the store only.
process.umask(0o077);
await runMain(() => onAppNode(doctor));
