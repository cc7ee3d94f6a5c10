import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version?: string }>;
};
const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number);

function isAtLeast(version: string, floor: string): boolean {
  const [have, want] = [numbers(version), numbers(floor)];
  const at = want.findIndex((part, index) => part !== have[index]);
  return at === -1 || (have[at] ?? 0) > (want[at] ?? 0);
}

/** Older versions have known vulnerabilities. nodemailer's own fix is outside next-auth's peer range (7). */
const FLOORS: [string, string][] = [
  ['next', '16.4.5'],
  ['sharp', '0.35.5'],
  ['drizzle-orm', '0.45.2'],
  ['next-auth', '4.24.15'],
  ['nodemailer', '7.0.13'],
];

describe('patch floors', () => {
  it.each(FLOORS)('every installed copy of %s is at least %s', (name, floor) => {
    const found = Object.entries(packages).filter(([path]) =>
      path.endsWith(`node_modules/${name}`),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const [path, { version = '' }] of found) {
      expect(isAtLeast(version, floor), `${path} ${version}`).toBe(true);
    }
  });

  it('the bundled SQLite is at least 3.51.3', () => {
    const database = new Database(':memory:');
    const version = database.prepare('SELECT sqlite_version()').pluck().get() as string;
    database.close();
    expect(isAtLeast(version, '3.51.3'), version).toBe(true);
  });

  it('compares versions by number', () => {
    expect(isAtLeast('16.4.4', '16.4.5')).toBe(false);
    expect(isAtLeast('16.10.0', '16.4.5')).toBe(true);
    expect(isAtLeast('15.9.9', '16.4.5')).toBe(false);
    expect(isAtLeast('16.4.5', '16.4.5')).toBe(true);
  });
});
