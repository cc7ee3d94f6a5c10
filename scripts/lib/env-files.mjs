import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { ROOT } from './root.mjs';

/** The files from which Next reads variables in production. A variable keeps the value of the first file. */
const ENV_FILES = ['.env.production.local', '.env.local', '.env.production', '.env'];

/** @returns {string[]} absolute paths of those that exist */
const envFiles = () => ENV_FILES.map((name) => join(ROOT, name)).filter((file) => existsSync(file));

/**
 * Reads a file of variables; none if the file does not exist.
 * @param {string} file
 * @returns {Record<string, string>}
 */
export function readEnvFile(file) {
  // Not a named import: Node before 20.12 lacks it, and install.mjs must still be able to say so.
  return existsSync(file) ? util.parseEnv(readFileSync(file, 'utf8')) : {};
}

/** The names of all variables in the `.env` files. */
export const namesInEnvFiles = () => envFiles().flatMap((file) => Object.keys(readEnvFile(file)));

/** Loads the `.env` files into `process.env`, as Next does: variables that are set already stay. */
export function loadEnvFiles() {
  for (const file of envFiles()) process.loadEnvFile(file);
}
