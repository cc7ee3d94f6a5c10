// npm run bench:upstream, bench:proxy, bench:load, bench:scale, bench:pictures, bench:submissions, bench:shared and check:lighthouse: build and measure. Not part of npm test: the figures depend on the machine.
import { rmSync } from 'node:fs';
import { installBrowser } from './lib/browser.mjs';
import { build, buildIfChanged } from './lib/build.mjs';
import { cleanEnv } from './lib/clean-env.mjs';
import { install } from './lib/install.mjs';
import { nodeEnv } from './lib/node.mjs';
import { buildPassThrough } from './lib/pass-through.mjs';
import { Failure, run, runMain } from './lib/run.mjs';

/** @param {string} name @param {Record<string, string>} [own] variables to add */
function bench(name, own) {
  const args = ['run', '--config', 'tests/bench/vitest.config.ts', name];
  return run('vitest', args, { env: nodeEnv({}, cleanEnv(own)) });
}

async function benchProxy() {
  const folder = await buildPassThrough();
  try {
    return await bench('proxy', { BENCH_PASS_THROUGH: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchLighthouse() {
  await installBrowser();
  return bench('lighthouse');
}

/** @type {Record<string, () => Promise<number>>} */
const BENCHMARKS = {
  upstream: () => bench('upstream'),
  proxy: benchProxy,
  load: () => bench('load'),
  scale: () => bench('scale'),
  pictures: () => bench('pictures'),
  submissions: () => bench('submissions'),
  shared: () => bench('shared-zip'),
  lighthouse: benchLighthouse,
};

await runMain(async () => {
  const [name] = process.argv.slice(2);
  const measure = BENCHMARKS[name];
  if (!measure)
    throw new Failure(`Unknown benchmark. Choose one of: ${Object.keys(BENCHMARKS).join(', ')}.`);
  await install();
  // Lighthouse checks the pages that the tests have just run on.
  await (name === 'lighthouse' ? buildIfChanged() : build({ env: cleanEnv() }));
  return measure();
});
