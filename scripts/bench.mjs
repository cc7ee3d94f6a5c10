// npm run bench:upstream: builds what has changed and measures it. Not part of npm test: figures vary with the machine.
import { build } from './lib/build.mjs';
import { cleanEnv } from './lib/clean-env.mjs';
import { install } from './lib/install.mjs';
import { nodeEnv } from './lib/node.mjs';
import { Failure, run, runMain } from './lib/run.mjs';

await runMain(async () => {
  const [name] = process.argv.slice(2);
  if (name !== 'upstream') throw new Failure('There is one benchmark: upstream.');
  await install();
  await build({ env: cleanEnv() });
  const args = ['run', '--config', 'tests/bench/vitest.config.ts', name];
  return run('vitest', args, { env: nodeEnv({}, cleanEnv()) });
});
