import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../setup/temp-folder';

const folder = temporaryFolder();
afterAll(folder.remove);

type Report = { diagnostics: { location: { path: string }; category: string; message: string }[] };

/** Lints a tree of files with the rules of this repository. */
function findingsIn(tree: Record<string, string>): string[] {
  for (const [path, text] of Object.entries(tree)) {
    const file = join(folder.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  for (const name of ['biome.json', 'lint', '.gitignore']) {
    cpSync(name, join(folder.path, name), { recursive: true });
  }
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(process.cwd(), 'node_modules/.bin/biome'), 'lint', '--reporter=json', '.'],
    { cwd: folder.path, encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  const { diagnostics } = JSON.parse(stdout) as Report;
  return diagnostics
    .map(({ location, category, message }) =>
      category === 'plugin' ? `${location.path}: ${message}` : `${location.path}: ${category}`,
    )
    .sort();
}

it('reports the upstream key, process.env, long files, code in an index.ts and the reader’s clock', () => {
  const tree = {
    'lib/env.ts': 'export const apiKey = process.env.GEPETTO_API_KEY;',
    'lib/gepetto/client.ts': 'export const keyOf = (x: { apiKey: string }) => x.apiKey;',
    'lib/gepetto/index.ts': "import 'server-only';\n\nexport { keyOf } from './client';",
    'lib/jobs/key.ts': 'export const keyOf = (x: { apiKey: string }) => x.apiKey;',
    'lib/jobs/next-key.ts':
      'export const keyOf = ({ nextApiKey }: { nextApiKey: string }) => nextApiKey;',
    'lib/jobs/variable.ts': 'export const home = process.env.HOME;',
    'lib/jobs/index.ts': 'export const answer = 42;',
    'lib/jobs/long.ts': `${'// A line.\n'.repeat(301)}export const a = 1;\n`,
    'components/jobs/age.ts': 'export const age = (at: number) => Date.now() - at;',
    'components/jobs/today.ts': 'export const today = () => new Date().toISOString();',
    'components/jobs/day.ts': 'export const day = (at: number) => new Date(at).toISOString();',
    'components/jobs/clock.ts': 'export const clock = Date.now;',
    'lib/jobs/age.ts': 'export const age = (at: number) => Date.now() - at;',
    'tests/setup/home.ts': 'export const home = process.env.HOME;',
  };
  const clock = "The reader's clock may be wrong: use useNow or serverNow.";
  expect([...new Set(findingsIn(tree))]).toEqual([
    `components/jobs/age.ts: ${clock}`,
    `components/jobs/clock.ts: ${clock}`,
    `components/jobs/today.ts: ${clock}`,
    'lib/jobs/index.ts: An index.ts only re-exports: move this into a file with a name.',
    'lib/jobs/key.ts: Only lib/gepetto may use the upstream key.',
    'lib/jobs/long.ts: lint/style/noExcessiveLinesPerFile',
    'lib/jobs/next-key.ts: Only lib/gepetto may use the upstream key.',
    'lib/jobs/variable.ts: lint/style/noProcessEnv',
  ]);
});
