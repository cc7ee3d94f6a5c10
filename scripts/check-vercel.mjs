// npm run check:vercel: builds as Vercel does, without an account, checks the output, and runs the functions.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './lib/install.mjs';
import { appNode } from './lib/node.mjs';
import { ROOT } from './lib/root.mjs';
import { Failure, run, runMain } from './lib/run.mjs';
import { installCli, vercelBuild } from './lib/vercel/cli.mjs';
import { hasDatabase } from './lib/vercel/database.mjs';
import { readOutput } from './lib/vercel/output.mjs';
import { routesOf } from './lib/vercel/routes.mjs';
import * as rules from './lib/vercel/rules.mjs';
import { runFunctions } from './lib/vercel/run-functions.mjs';
import { copyTree } from './lib/vercel/tree.mjs';

/** The exit code if the check could not run (EX_TEMPFAIL): neither passed nor failed. */
const SKIPPED = 75;

const secret = () => randomBytes(32).toString('base64url');
const SECRETS = {
  NEXTAUTH_SECRET: secret(),
  GEPETTO_API_KEY: secret(),
  DATABASE_AUTH_TOKEN: secret(),
  BLOB_READ_WRITE_TOKEN: secret(),
  CRON_SECRET: secret(),
};
const SETTINGS = { ...SECRETS, DATABASE_URL: 'libsql://check.example' };
/** Without a key: the functions run on the sandbox. */
const RUN_SETTINGS = {
  VERCEL: '1',
  NEXTAUTH_SECRET: SECRETS.NEXTAUTH_SECRET,
  CRON_SECRET: SECRETS.CRON_SECRET,
  GEPETTO_SANDBOX: 'true',
};

async function assertUnconfiguredBuildFails(tree) {
  const { code, output } = await vercelBuild(tree, { GEPETTO_API_KEY: '' });
  const needed = [
    'NEXTAUTH_SECRET',
    'DATABASE_URL',
    'BLOB_READ_WRITE_TOKEN',
    'GEPETTO_API_KEY',
    'CRON_SECRET',
  ];
  const unnamed = needed.filter((name) => !output.includes(name));
  if (code === 0) throw new Failure('A build without settings succeeded.');
  if (unnamed.length > 0)
    throw new Failure(`The error of a build without settings does not name ${unnamed.join(', ')}.`);
}

function findFaults(output) {
  const expected = JSON.parse(readFileSync(join(ROOT, 'vercel.json'), 'utf8'));
  const faults = [
    ...rules.missingRoutes(routesOf(join(ROOT, 'app')), output),
    ...rules.cronFaults(expected.crons, output),
    ...rules.leaks(output.statics, SECRETS),
    ...rules.forbiddenFiles(output.statics.keys()),
  ];
  for (const built of output.functions) {
    const own = [
      ...rules.forbiddenFiles(built.files.keys()),
      ...rules.foreignNatives(built.files),
      ...rules.leaks(built.files, SECRETS),
      ...(rules.sizeOf(built) > rules.MAX_BYTES ? ['it is larger than Vercel allows'] : []),
    ];
    faults.push(...own.map((fault) => `${built.name}: ${fault}`));
  }
  return [...new Set(faults)];
}

function print({ functions }) {
  console.log('\nfunction                        MB   seconds  routes');
  for (const built of functions) {
    const { maxDuration = '-' } = built.config;
    const size = (rules.sizeOf(built) / 2 ** 20).toFixed(1);
    const routes = built.routes.filter((route) => !/\.(rsc|segments)/.test(route)).length;
    console.log(
      `${built.name.padEnd(30)} ${size.padStart(5)} ${String(maxDuration).padStart(7)}  ${routes}`,
    );
  }
  console.log(`Vercel allows ${rules.MAX_BYTES / 2 ** 20} MB a function.\n`);
}

async function check() {
  const tree = copyTree();
  try {
    console.log('\n── a build without settings must fail ──');
    await assertUnconfiguredBuildFails(tree.path);
    console.log('\n── a build with settings ──');
    const { code } = await vercelBuild(tree.path, SETTINGS);
    if (code !== 0) throw new Failure('vercel build failed, see above.');
    const output = readOutput(tree.path);
    print(output);
    const faults = findFaults(output);
    if (faults.length > 0) throw new Failure(faults.join('\n'));
    if (!hasDatabase()) {
      console.warn(
        'WARNING: there is no libSQL server on this machine: THE FUNCTIONS WERE NOT RUN.',
      );
      return;
    }
    await runFunctions(output.functions, RUN_SETTINGS);
    console.log('Every function ran in its own process, on a read-only disk.');
  } finally {
    tree.remove();
  }
}

await runMain(async () => {
  await install();
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Failure(
      'This check inspects native code for linux-x64, so it runs only on that platform.',
    );
  }
  // Parts of it are TypeScript, which only the app's own Node runs without a build.
  if (process.execPath !== appNode()) return run(appNode(), process.argv.slice(1));
  const start = Date.now();
  if (!(await installCli())) {
    console.warn(
      "\nWARNING: Vercel's command could not be installed: NOTHING WAS CHECKED FOR VERCEL.",
    );
    return SKIPPED;
  }
  const installed = Date.now();
  await check();
  const seconds = (from, to) => Math.round((to - from) / 1_000);
  console.log(
    `\ninstalled in ${seconds(start, installed)} s, checked in ${seconds(installed, Date.now())} s`,
  );
});
