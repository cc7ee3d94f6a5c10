// npm test: runs every suite, or the named suites, files and folders:
// npm test -- lint types tests/unit/lib/csv.test.ts
import { installBrowser } from './lib/browser.mjs';
import { build, buildIfChanged } from './lib/build.mjs';
import { cleanEnv } from './lib/clean-env.mjs';
import { install } from './lib/install.mjs';
import { nodeEnv } from './lib/node.mjs';
import { resolveUserPath } from './lib/on-app-node.mjs';
import { Failure, run, runMain } from './lib/run.mjs';
import { filesAt, planOf, testFiles } from './lib/test-files.mjs';

const WARNING = /^.*(?:⚠|\bwarn(?:ing)?\b).*$/im;

/** For example `(node:1) [DEP0040] DeprecationWarning: ...`. Vitest has its own check, tests/setup/no-warnings.ts. */
const NODE_WARNING = /^\(node:\d+\).*Warning.*$/m;

/** If CI is set, tools use colours even when their output goes to a file. */
const NO_COLOUR = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

/** @param {string} command @param {string[]} args @param {Record<string, string>} [colours] */
const tool =
  (command, args, colours = NO_COLOUR) =>
  async () => {
    const code = await run(command, args, { env: nodeEnv(colours, cleanEnv()) });
    if (code !== 0) throw new Failure(`${command} reported problems, see above.`);
  };

async function buildQuietly() {
  // With CI set, Next warns that there is no build cache, which a fresh clone cannot have.
  const { CI: _, ...env } = cleanEnv();
  const warning = WARNING.exec(await build({ env }));
  if (warning) throw new Failure(`The build printed a warning: ${warning[0].trim()}`);
}

async function types() {
  // The types of routes and pages must exist and be those of this tree.
  await tool('next', ['typegen'])();
  await tool('tsc', ['--noEmit'])();
}

/** @param {string[]} [files] all if there are none */
async function endToEnd(files = []) {
  await installBrowser();
  const colours = process.stdout.isTTY ? {} : { FORCE_COLOR: '0' };
  let output = '';
  const onOutput = (/** @type {string} */ text) => {
    output += text;
  };
  const env = nodeEnv(colours, cleanEnv());
  // On a terminal the output is not read: Playwright draws on it.
  const options = process.stdout.isTTY ? { env } : { env, onOutput };
  const code = await run('playwright', ['test', ...files], options);
  if (code !== 0) throw new Failure('playwright reported problems, see above.');
  const [warning] = NODE_WARNING.exec(output) ?? [];
  if (warning) throw new Failure(`The browser tests printed a warning of Node's: ${warning}`);
}

/** What Lighthouse finds on shared pages, without how fast they are: see `npm run check:lighthouse`. */
async function lighthouse() {
  await installBrowser();
  const args = ['run', '--config', 'tests/bench/vitest.config.ts', 'lighthouse', '-t', 'no fault'];
  await tool('vitest', args)();
}

/** What .dependency-cruiser.mjs has rules for. */
const BOUNDARIES = ['app', 'components', 'lib', 'sandbox', 'instrumentation.ts', 'proxy.ts'];

/** @type {Record<string, () => Promise<void>>} */
const SUITES = {
  lint: tool('biome', ['ci', '--colors=off', '.']),
  boundaries: tool('depcruise', BOUNDARIES),
  build: buildQuietly,
  types,
  unused: tool('knip', []),
  unit: tool('vitest', ['run', '--project', 'unit']),
  integration: tool('vitest', ['run', '--project', 'integration']),
  vitest: tool('vitest', ['run']),
  e2e: () => endToEnd(),
  lighthouse,
};

/** What runs if no suite is named. `vitest` is unit and integration together. */
const ALL = ['lint', 'boundaries', 'build', 'types', 'unused', 'vitest', 'e2e', 'lighthouse'];

/** Runs only these test files, on a current build if they need one. @param {string[]} files */
async function runFiles(files) {
  const { build: needsBuild, vitest, playwright } = planOf(files);
  if (needsBuild) await buildIfChanged();
  if (vitest.length > 0) await tool('vitest', ['run', ...vitest])();
  if (playwright.length > 0) await endToEnd(playwright);
}

/**
 * The steps that the arguments name: suites in their order, and last all named files together.
 * @param {string[]} names
 * @returns {[name: string, run: () => Promise<void>][]}
 * @throws {Failure}
 */
function stepsOf(names) {
  const suites = names.filter((name) => name in SUITES).map((name) => [name, SUITES[name]]);
  const paths = names.filter((name) => !(name in SUITES));
  if (paths.length === 0) return suites;
  const all = testFiles();
  const files = paths.flatMap((path) => {
    const found = filesAt(resolveUserPath(path), all);
    if (found.length > 0) return found;
    const known = Object.keys(SUITES).join(', ');
    throw new Failure(`${path} is neither a test file nor a suite. The suites are: ${known}.`);
  });
  return [...suites, ['files', () => runFiles([...new Set(files)])]];
}

await runMain(async () => {
  const named = process.argv.slice(2);
  const steps = stepsOf(named.length > 0 ? named : ALL);
  await install();
  const times = [];
  for (const [name, runStep] of steps) {
    console.log(`\n── ${name} ──`);
    const start = Date.now();
    await runStep().catch((error) => {
      if (error instanceof Failure) error.message = `Suite ${name} failed. ${error.message}`;
      throw error;
    });
    times.push([name, `${Math.round((Date.now() - start) / 1_000)} s`]);
  }
  console.log(`\n${times.map(([name, time]) => `${name.padEnd(8)} ${time}`).join('\n')}`);
  console.log(`\n${times.length} passed, 0 failed`);
});
