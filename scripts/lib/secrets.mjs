import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readEnvFile } from './env-files.mjs';
import { ROOT } from './root.mjs';

/**
 * Generates NEXTAUTH_SECRET and appends it to a file, unless the environment or the file has one.
 * @param {string} [file]
 */
export function ensureSecret(file = join(ROOT, '.env.local')) {
  if (process.env.NEXTAUTH_SECRET || readEnvFile(file).NEXTAUTH_SECRET) return;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const newLine = text === '' || text.endsWith('\n') ? '' : '\n';
  const secret = randomBytes(32).toString('base64url');
  appendFileSync(file, `${newLine}NEXTAUTH_SECRET=${secret}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  console.log(`Generated NEXTAUTH_SECRET and saved it in ${basename(file)}.`);
}
