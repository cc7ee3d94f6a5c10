import { namesInEnvFiles } from './env-files.mjs';

/** The variables of the machine that every program needs; all others are left out. */
const KEPT = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL', 'TZ', 'CI', 'DISPLAY', 'CHROMIUM_PATH'];

/**
 * An environment that is the same on every machine: without the configuration of the shell, and without that
 * of the `.env` files (a variable that is set, even to nothing, takes precedence over them).
 *
 * @param {Record<string, string>} [own] variables to add
 * @returns {Record<string, string>}
 */
export function cleanEnv(own = {}) {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const blank = namesInEnvFiles().map((name) => [name, '']);
  return { ...Object.fromEntries([...blank, ...kept]), NEXT_TELEMETRY_DISABLED: '1', ...own };
}
