import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from './root.mjs';

/** A line with a value: `NAME=` alone, as .env.example has it, is none. */
const SET =
  /^[ \t]*(?:export[ \t]+)?NEXTAUTH_SECRET[ \t]*=[ \t]*(?!(?:""|'')[ \t]*(?:#.*)?$)[^\s#]/m;

/**
 * Makes sure that there is a secret: writes a fresh one where nobody has set any.
 * @param {string} [file] what keeps it
 */
export function writeSecrets(file = join(ROOT, '.env.local')) {
  const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (process.env.NEXTAUTH_SECRET || SET.test(written)) return;
  const newLine = written === '' || written.endsWith('\n') ? '' : '\n';
  const secret = randomBytes(32).toString('base64url');
  appendFileSync(file, `${newLine}NEXTAUTH_SECRET=${secret}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  console.log(`Wrote a fresh NEXTAUTH_SECRET into ${basename(file)}.`);
}
