// npm run check:vercel: builds as Vercel builds, without an account, looks at what came out, and runs it.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './lib/install.mjs';
import { appNode } from './lib/node.mjs';
import { ROOT } from './lib/root.mjs';
import { Failure, run, runMain } from './lib/run.mjs';
import { fetchCli, vercelBuild } from './lib/vercel/cli.mjs';
import { hasDatabase } from './lib/vercel/database.mjs';
import { readOutput } from './lib/vercel/output.mjs';
import { routesOf } from './lib/vercel/routes.mjs';
import * as rules from './lib/vercel/rules.mjs';
import { runFunctions } from './lib/vercel/run-functions.mjs';
import { copyTree } from './lib/vercel/tree.mjs';

/** What a script exits with when it could not be tried at all (EX_TEMPFAIL): not passed, not failed. */
const NOT_TRIED = 75;

const secret = () => randomBytes(32).toString('base64url');
const SECRETS = {
  NEXTAUTH_SECRET: secret(),
  GEPETTO_API_KEY: secret(),
  DATABASE_AUTH_TOKEN: secret(),
  CRON_SECRET: secret(),
};
const SETTINGS = { ...SECRETS, DATABASE_URL: 'libsql://check.example' };
/** Without a key: the functions are run against the sandbox. */
const RUN_WITH = {
  VERCEL: '1',
  NEXTAUTH_SECRET: SECRETS.NEXTAUTH_SECRET,
  CRON_SECRET: SECRETS.CRON_SECRET,
  GEPETTO_SANDBOX: 'true',
};

async function buildsNothingUnconfigured(tree) {
  const { code, output } = await vercelBuild(tree, { GEPETTO_API_KEY: '' });
  const needed = ['NEXTAUTH_SECRET', 'DATABASE_URL', 'GEPETTO_API_KEY', 'CRON_SECRET'];
  const unnamed = needed.filter((name) => !output.includes(name));
  if (code === 0) throw new Failure('A build without any settings passed.');
  if (unnamed.length > 0) throw new Failure(`The build does not ask for ${unnamed.join(', ')}.`);
}

function faultsOf(output) {
  const wanted = JSON.parse(readFileSync(join(ROOT, 'vercel.json'), 'utf8'));
  const faults = [
    ...rules.missingRoutes(routesOf(join(ROOT, 'app')), output),
    ...rules.cronFaults(wanted.crons, output),
    ...rules.leaks(output.statics, SECRETS),
    ...rules.forbiddenFiles(output.statics.keys()),
  ];
  for (const built of output.functions) {
    const own = [
      ...rules.forbiddenFiles(built.files.keys()),
      ...rules.foreignNatives(built.files),
      ...rules.leaks(built.files, SECRETS),
      ...(rules.sizeOf(built) > rules.MOST_BYTES ? ['it is larger than Vercel takes'] : []),
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
  console.log(`Vercel takes ${rules.MOST_BYTES / 2 ** 20} MB a function.\n`);
}

async function check() {
  const tree = copyTree();
  try {
    console.log('\n── a build without settings must be refused ──');
    await buildsNothingUnconfigured(tree.path);
    console.log('\n── a build with settings ──');
    const { code } = await vercelBuild(tree.path, SETTINGS);
    if (code !== 0) throw new Failure('vercel build failed: see above.');
    const output = readOutput(tree.path);
    print(output);
    const faults = faultsOf(output);
    if (faults.length > 0) throw new Failure(faults.join('\n'));
    if (!hasDatabase()) {
      console.warn('WARNING: no libSQL server on this machine: THE FUNCTIONS WERE NOT RUN.');
      return;
    }
    await runFunctions(output.functions, RUN_WITH);
    console.log('Every function ran by itself, on a disk that it may not write to.');
  } finally {
    tree.remove();
  }
}

await runMain(async () => {
  await install();
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Failure('This check looks at native code for linux-x64, so it runs there alone.');
  }
  // Parts of it are TypeScript, which only the app's own Node runs as it is.
  if (process.execPath !== appNode()) return run(appNode(), process.argv.slice(1));
  const start = Date.now();
  if (!(await fetchCli())) {
    console.warn("\nWARNING: npm did not give Vercel's command: NOTHING WAS CHECKED FOR VERCEL.");
    return NOT_TRIED;
  }
  const fetched = Date.now();
  await check();
  const seconds = (from, to) => Math.round((to - from) / 1_000);
  console.log(
    `\nfetched in ${seconds(start, fetched)} s, checked in ${seconds(fetched, Date.now())} s`,
  );
});
