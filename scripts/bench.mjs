// npm run bench:upstream and bench:proxy: build and measure. Not part of npm test: figures vary with the machine.
import { build } from './lib/build.mjs';
import { cleanEnv } from './lib/clean-env.mjs';
import { install } from './lib/install.mjs';
import { nodeEnv } from './lib/node.mjs';
import { Failure, run, runMain } from './lib/run.mjs';

const NAMES = ['upstream', 'proxy'];

await runMain(async () => {
  const [name] = process.argv.slice(2);
  if (!NAMES.includes(name)) throw new Failure(`The benchmarks are: ${NAMES.join(', ')}.`);
  await install();
  await build({ env: cleanEnv() });
  const args = ['run', '--config', 'tests/bench/vitest.config.ts', name];
  return run('vitest', args, { env: nodeEnv({}, cleanEnv()) });
});
