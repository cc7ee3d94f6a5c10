import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEnvFile } from '../../../scripts/lib/env-files.mjs';
import { ensureSecret } from '../../../scripts/lib/secrets.mjs';
import { temporaryFolder } from '../../setup/temp-folder';

let folder: ReturnType<typeof temporaryFolder>;
let file: string;
beforeEach(() => {
  folder = temporaryFolder();
  file = join(folder.path, '.env.local');
  vi.stubEnv('NEXTAUTH_SECRET', undefined);
  vi.spyOn(console, 'log').mockImplementation(() => {});
});
afterEach(() => {
  folder.remove();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const secretIn = (path: string) => readEnvFile(path).NEXTAUTH_SECRET;

describe('the generated secret', () => {
  it('is written to a new file that only its owner can read', () => {
    ensureSecret(file);
    expect(secretIn(file)).toMatch(/^\S{43}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    '',
    'NEXTAUTH_SECRET=\n',
    'NEXTAUTH_SECRET=""',
    'NEXTAUTH_SECRET= # set me',
    '# NEXTAUTH_SECRET=old\nSIGN_UP=closed',
  ])('is appended to a file that has none: %j', (text) => {
    writeFileSync(file, text);
    ensureSecret(file);
    expect(readFileSync(file, 'utf8').startsWith(text)).toBe(true);
    expect(secretIn(file)).toMatch(/^\S{43}$/);
  });

  it.each([
    'NEXTAUTH_SECRET=mine',
    'export NEXTAUTH_SECRET="mine"\n',
    " NEXTAUTH_SECRET = 'mine' ",
  ])('does not replace the one in %j', (text) => {
    writeFileSync(file, text);
    ensureSecret(file);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('is not needed if the environment has one', () => {
    vi.stubEnv('NEXTAUTH_SECRET', 'mine');
    writeFileSync(file, '');
    ensureSecret(file);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});
