import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compressStatic } from './compress-static.mjs';
import { appNode, NEXT, nodeEnv } from './node.mjs';
import { ROOT } from './root.mjs';
import { Failure, run } from './run.mjs';

/** Everything that a build depends on, relative to the root. */
const INPUTS = [
  'app',
  'components',
  'lib',
  'messages',
  'sandbox',
  'drizzle',
  'public',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.mjs',
  'scripts/lib/compress-static.mjs',
  'scripts/server/security-headers.mjs',
  'postcss.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const STAMP = join(ROOT, '.next/bottega-inputs');

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

function inputsHash() {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((input) => filesBelow(join(ROOT, input)))) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether `.next` contains a build of the current files. */
function isBuilt() {
  if (!existsSync(join(ROOT, '.next/BUILD_ID')) || !existsSync(STAMP)) return false;
  return readFileSync(STAMP, 'utf8') === inputsHash();
}

/**
 * Builds the app.
 * @param {{ env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} the output of the build
 * @throws {Failure}
 */
export async function build({ env }) {
  let output = '';
  const code = await run(appNode(), [NEXT, 'build'], {
    env: nodeEnv({ NODE_ENV: 'production', BUILD_STANDALONE: '1' }, env),
    onOutput: (text) => {
      output += text;
    },
  });
  if (code !== 0) throw new Failure('The build failed, see above.');
  // Vercel's network compresses.
  if (!env.VERCEL) await compressStatic(join(ROOT, '.next/static'));
  // Hashed after the build, because Next may edit tsconfig.json.
  writeFileSync(STAMP, inputsHash());
  return output;
}

/** Builds the app unless nothing has changed since the last build. Throws Failure. */
export async function buildIfChanged() {
  if (isBuilt()) return;
  console.log('Building (about half a minute) ...');
  await build({ env: process.env });
}
