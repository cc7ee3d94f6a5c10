import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { ROOT } from './root.mjs';
import { Failure } from './run.mjs';

/** What `npm test` runs below these folders, and with which tool. */
const TOOLS = {
  'tests/unit/': 'vitest',
  'tests/integration/': 'vitest',
  'tests/e2e/': 'playwright',
};
const NEEDS_BUILD = /^tests\/(integration|e2e)\//;

/** Every test file, relative to the root, with slashes. @returns {string[]} */
export function testFiles() {
  return readdirSync(join(ROOT, 'tests'), { recursive: true })
    .map((name) => `tests/${String(name).replaceAll('\\', '/')}`)
    .filter((path) => /\.(test|spec)\.ts$/.test(path))
    .sort();
}

/**
 * The test files that a path means: a file, all files below a folder, or the only file of that name.
 * @param {string} path absolute
 * @param {string[]} files from `testFiles`
 * @returns {string[]} none if the path means nothing, or several files of that name
 */
export function filesAt(path, files) {
  const own = relative(ROOT, path).replaceAll('\\', '/');
  const below = files.filter((file) => file === own || file.startsWith(`${own}/`));
  if (below.length > 0) return below;
  const named = files.filter((file) => basename(file) === basename(own));
  return named.length === 1 ? named : [];
}

/**
 * How to run test files.
 * @param {string[]} files
 * @returns {{ build: boolean, vitest: string[], playwright: string[] }}
 * @throws {Failure} for a file that no suite runs
 */
export function planOf(files) {
  const plan = { build: files.some((file) => NEEDS_BUILD.test(file)), vitest: [], playwright: [] };
  for (const file of files) {
    const found = Object.entries(TOOLS).find(([folder]) => file.startsWith(folder));
    if (!found) throw new Failure(`No suite runs ${file}.`);
    plan[found[1]].push(file);
  }
  return plan;
}
