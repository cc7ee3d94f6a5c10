import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../setup/temp-folder';

const folder = temporaryFolder();
afterAll(folder.remove);

function write(path: string, text: string): void {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

type Violation = { from: string; rule: { name: string } };

/** Checks a tree of files, given by their lines, against the rules of this repository. */
function violationsOf(tree: Record<string, string[]>): string[] {
  for (const [file, imports] of Object.entries(tree)) write(file, imports.join('\n'));
  const root = process.cwd();
  for (const file of ['.dependency-cruiser.mjs', 'tsconfig.json']) {
    cpSync(join(root, file), join(folder.path, file));
  }
  const packages = ['better-sqlite3', 'next', 'react', 'server-only', 'zod'];
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  const dependencies = Object.fromEntries(packages.map((name) => [name, '*']));
  write('package.json', JSON.stringify({ type: 'module', dependencies }));
  const command = join(root, 'node_modules/.bin/depcruise');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--output-type', 'json', 'app', 'components', 'lib', 'sandbox'],
    { cwd: folder.path, encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
}

const SERVER_ONLY = "import 'server-only';";

it('reports every forbidden import and no allowed one', () => {
  const tree = {
    'app/page.tsx': ["import '@/components/jobs/card';", "import '@/lib/jobs';"],
    'app/inside/page.tsx': ["import '@/lib/jobs/state';"],
    'app/driver/page.tsx': ["import 'better-sqlite3';"],
    'app/sandbox/page.tsx': ["await import('@/sandbox');"],
    'app/nowhere/page.tsx': ["import './nowhere';"],
    'app/api/routes.ts': ['export type Routes = never;'],
    'components/api-client.ts': ["import type { Routes } from '@/app/api/routes';"],
    'components/jobs/card.tsx': ["import type { State } from '@/lib/jobs';", "import 'react';"],
    'components/jobs/list.tsx': ["import type { Routes } from '@/app/api/routes';"],
    'components/ui/button.tsx': ["import '@/components/jobs/card';"],
    'lib/env.ts': ['export {};'],
    'lib/log.ts': ["import '@/lib/db';"],
    'lib/start-up.ts': ["import '@/lib/env';", "import '@/lib/db';"],
    'lib/db/index.ts': [SERVER_ONLY, "import 'better-sqlite3';", "import '@/lib/jobs/model';"],
    'lib/db/jobs.ts': ["export * from '@/lib/jobs';"],
    'lib/http/endpoint.ts': ["import '@/lib/jobs';", "import 'next';"],
    'lib/gepetto/index.ts': [SERVER_ONLY, "import '@/sandbox';"],
    'lib/gepetto/sandbox.ts': ["await import('@/sandbox');"],
    'lib/jobs/index.ts': [SERVER_ONLY, "export * from './state';"],
    'lib/jobs/model.ts': ['export {};'],
    'lib/jobs/state.ts': ["import '@/lib/log';", 'export type State = never;'],
    'lib/jobs/next.ts': ["import 'next';"],
    'lib/jobs/page.ts': ["import '@/app/page';"],
    'lib/jobs/http.ts': ["import '@/lib/http/endpoint';"],
    'lib/shares/index.ts': ["import '@/lib/jobs/state';"],
    'lib/shares/model.ts': ["import './token';"],
    'lib/shares/token.ts': ["import 'zod';"],
    'lib/tokens/index.ts': [SERVER_ONLY, "import './create';"],
    'lib/tokens/create.ts': ["import './list';"],
    'lib/tokens/list.ts': ["import './create';", "import '@/lib/jobs/model';"],
    'sandbox/index.ts': ["import '@/lib/env';"],
  };
  expect(violationsOf(tree)).toEqual([
    'app/driver/page.tsx: drivers-in-db',
    'app/inside/page.tsx: concept-through-index',
    'app/nowhere/page.tsx: resolvable',
    'app/sandbox/page.tsx: sandbox-in-gepetto',
    'components/jobs/list.tsx: components-below-app',
    'components/ui/button.tsx: ui-below-other-components',
    'lib/db/jobs.ts: foundation-knows-no-concept',
    'lib/gepetto/index.ts: sandbox-on-demand',
    'lib/jobs/http.ts: concepts-below-http',
    'lib/jobs/http.ts: other-concept-through-index',
    'lib/jobs/next.ts: next-in-auth-and-http',
    'lib/jobs/page.ts: lib-below-pages',
    'lib/log.ts: helpers-know-no-concept',
    'lib/shares/index.ts: other-concept-through-index',
    'lib/shares/index.ts: server-only-index',
    'lib/shares/model.ts: models-for-the-browser',
    'lib/tokens/create.ts: no-cycles',
    'sandbox/index.ts: sandbox-over-http',
  ]);
});
