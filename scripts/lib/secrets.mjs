import { randomBytes } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const FILE = join(ROOT, '.env.local');

/** A line with a value: `NAME=` alone, as .env.example has it, is none. */
const SET =
  /^[ \t]*(?:export[ \t]+)?NEXTAUTH_SECRET[ \t]*=[ \t]*(?!(?:""|'')[ \t]*(?:#.*)?$)[^\s#]/m;

/** Makes sure that there is a secret: writes a fresh one into `.env.local` where nobody has set any. */
export function writeSecrets() {
  const written = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  if (process.env.NEXTAUTH_SECRET || SET.test(written)) return;
  const newLine = written === '' || written.endsWith('\n') ? '' : '\n';
  const secret = randomBytes(32).toString('base64url');
  appendFileSync(FILE, `${newLine}NEXTAUTH_SECRET=${secret}\n`, { mode: 0o600 });
  chmodSync(FILE, 0o600);
  console.log('Wrote a fresh NEXTAUTH_SECRET into .env.local.');
}
