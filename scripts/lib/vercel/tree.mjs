import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.mjs';

/** The files of a deployment: tracked ones with their changes, and untracked ones that git does not ignore. */
function listFiles() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\0')
    .filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

/**
 * Copies the repository, packages included, to a temporary folder. `remove` deletes the copy.
 * @returns {{ path: string, remove: () => void }}
 */
export function copyTree() {
  const path = mkdtempSync(join(tmpdir(), 'bottega-vercel-'));
  for (const file of listFiles()) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    cpSync(join(ROOT, file), join(path, file));
  }
  const packages = [join(ROOT, 'node_modules'), join(path, 'node_modules')];
  // Hard links if both are on one disk: the packages are hundreds of MB.
  if (spawnSync('cp', ['-al', ...packages]).status !== 0) {
    rmSync(join(path, 'node_modules'), { recursive: true, force: true });
    execFileSync('cp', ['-a', ...packages]);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
