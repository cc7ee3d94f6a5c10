import { dirname, join, normalize } from 'node:path';

/** An import of the tree: the file that has it and what it names, both from the root, without extension. */
export type Import = { from: string; to: string };

const SPECIFIER = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)['"]([^'"]+)['"]/g;

/** Every import of a file, static, dynamic and re-exported; `@/` and relative ones as paths from the root. */
export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(SPECIFIER)].map(([, specifier = '']) => {
    if (specifier.startsWith('@/')) return { from: file, to: specifier.slice(2) };
    if (!specifier.startsWith('.')) return { from: file, to: specifier };
    return { from: file, to: normalize(join(dirname(file), specifier)).replace(/\.tsx?$/, '') };
  });
}

/** The files of `lib/` that belong to no concept: anybody may use them. */
const COMMON = [
  'lib/env',
  'lib/errors',
  'lib/log',
  'lib/redact',
  'lib/request',
  'lib/tracing',
  'lib/context',
  'lib/start-up',
  'lib/singleton',
  'lib/paths',
];

const DRIVER = /^(better-sqlite3|@libsql\/client|drizzle-orm\/(better-sqlite3|libsql))(\/|$)/;

function conceptOf(path: string): string | undefined {
  return /^lib\/([^/]+)(?:\/|$)/.exec(path)?.[1];
}

function isInside(path: string): boolean {
  return /^(app|components|lib|sandbox)\//.test(path);
}

/** Which street an import goes down the wrong way; undefined where it may stand. */
export function boundaryViolation({ from, to }: Import): string | undefined {
  if (DRIVER.test(to) && conceptOf(from) !== 'db') return 'only lib/db knows the driver';
  const inLib = from.startsWith('lib/');
  if (inLib && /^next(\/|$)/.test(to) && !/^lib\/(auth\/|http\/|paths\.ts$)/.test(from)) {
    return 'lib knows nothing of Next, but for lib/auth and lib/http';
  }
  if (!isInside(to)) return undefined;
  if (inLib && /^(app|components)\//.test(to)) return 'lib never imports from app or components';
  // Types alone: the API client infers its types from the routes.
  const typesOfRoutes = from === 'components/api-client.ts' && to === 'app/api/routes';
  if (from.startsWith('components/') && to.startsWith('app/') && !typesOfRoutes)
    return 'components never import from app';
  if (to.startsWith('sandbox/') && !/^(sandbox\/|lib\/gepetto\/sandbox\.ts$)/.test(from)) {
    return 'only lib/gepetto/sandbox.ts loads the sandbox';
  }
  if (!to.startsWith('lib/') || COMMON.includes(to)) return undefined;
  const [mine, theirs] = [conceptOf(from), conceptOf(to)];
  if (inLib && mine === theirs) return undefined;
  if (inLib && (mine === 'db' || mine === 'gepetto')) return `lib/${mine} uses no other concept`;
  // What makes HTTP of the concepts is used file by file.
  if (theirs === 'http') return undefined;
  // Types, constants and pure functions that the browser may have.
  if (/^lib\/[^/]+\/model$/.test(to) && from.startsWith('components/')) return undefined;
  if (to !== `lib/${theirs}`) return `lib/${theirs} is entered through its index`;
  return undefined;
}
