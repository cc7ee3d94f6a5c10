import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a package as Node finds it from another package's folder. */
function resolve(root, from, name) {
  const nested = join(from, 'node_modules', name);
  return existsSync(join(root, nested)) ? nested : join('node_modules', name);
}

/**
 * The folders of packages and of all that they depend on, relative to the root.
 * @param {string} root contains `node_modules`
 * @param {string[]} names
 * @returns {string[]}
 */
export function packageFolders(root, names) {
  const folders = new Set();
  const visit = (from, name) => {
    const folder = resolve(root, from, name);
    if (folders.has(folder)) return;
    folders.add(folder);
    const text = readFileSync(join(root, folder, 'package.json'), 'utf8');
    for (const dependency of Object.keys(JSON.parse(text).dependencies ?? {})) {
      visit(folder, dependency);
    }
  };
  for (const name of names) visit('', name);
  return [...folders].sort();
}
