import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

/** What a program needs of its surroundings to run at all; the rest of them is nobody's business. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'CI', 'DISPLAY', 'CHROMIUM_PATH'];

/** The files that Next reads variables from in production: what an earlier one sets, a later one leaves. */
export const ENV_FILES = ['.env.production.local', '.env.local', '.env.production', '.env'];

/**
 * The names that a developer's own `.env` files set.
 * @returns {string[]}
 */
function namesInFiles() {
  return ENV_FILES.map((file) => join(ROOT, file))
    .filter((path) => existsSync(path))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/^\s*(?:export\s+)?(\w+)\s*=/gm)])
    .map((match) => /** @type {string} */ (match[1]));
}

/**
 * Surroundings that are the same on every machine: nothing of the runner's configuration, and nothing
 * of the `.env` files (a variable that is set, even to nothing, wins over them).
 *
 * @param {Record<string, string>} [own] variables to add
 * @returns {Record<string, string>}
 */
export function cleanEnv(own = {}) {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const blank = namesInFiles().map((name) => [name, '']);
  return { ...Object.fromEntries([...blank, ...kept]), NEXT_TELEMETRY_DISABLED: '1', ...own };
}
