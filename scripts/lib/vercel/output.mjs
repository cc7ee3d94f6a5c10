import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * One function of a build. Several routes may share it.
 * @typedef {object} BuiltFunction
 * @property {string} name its folder, such as `api/auth/[...nextauth]`
 * @property {string[]} routes the routes that it serves, such as `/api/health`
 * @property {string} folder
 * @property {Record<string, any>} config its `.vc-config.json`
 * @property {Map<string, string>} files the paths of its files, by their names in the function
 */

/** @param {string} folder */
const json = (folder, name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** @param {string} folder @returns {string[]} all files in it, relative */
function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** @param {string} path @returns {string[]} all `*.func` folders in it, symbolic links included */
function functionFolders(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const at = join(path, entry.name);
    if (entry.name.endsWith('.func')) return [at];
    return entry.isDirectory() ? functionFolders(at) : [];
  });
}

/** @param {string} tree @param {string} folder */
function filesOf(tree, folder) {
  const { filePathMap = {} } = json(folder, '.vc-config.json');
  const mapped = Object.entries(filePathMap).map(([name, path]) => [name, join(tree, path)]);
  const own = listFiles(folder).map((name) => [name, join(folder, name)]);
  return new Map([...mapped, ...own].filter(([name]) => name !== '.vc-config.json'));
}

/**
 * Reads the output of `vercel build`.
 * @param {string} tree the folder in which it ran
 * @returns {{ functions: BuiltFunction[], statics: Map<string, string>, crons: { path: string, schedule: string }[] }}
 */
export function readOutput(tree) {
  const root = join(tree, '.vercel/output');
  const functions = new Map();
  for (const link of functionFolders(join(root, 'functions'))) {
    const folder = realpathSync(link);
    const name = (path) => relative(join(root, 'functions'), path).slice(0, -'.func'.length);
    const known = functions.get(folder) ?? {
      name: name(folder),
      routes: [],
      folder,
      config: json(folder, '.vc-config.json'),
      files: filesOf(tree, folder),
    };
    known.routes.push(name(link) === 'index' ? '/' : `/${name(link)}`);
    functions.set(folder, known);
  }
  const statics = join(root, 'static');
  const files = existsSync(statics) ? listFiles(statics) : [];
  return {
    functions: [...functions.values()],
    statics: new Map(files.map((name) => [name, join(statics, name)])),
    crons: json(root, 'config.json').crons ?? [],
  };
}
