import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boundaryViolation, importsOf } from '../../setup/import-boundaries';

const read = (file: string) => readFileSync(file, 'utf8');
const house = globSync(['{app,components,lib,sandbox}/**/*.{ts,tsx}', '*.ts']);
const all = globSync([
  '{app,components,lib,sandbox,tests,scripts}/**/*.{ts,tsx,mjs,css}',
  '*.{ts,mjs}',
]);

describe('the one-way streets', () => {
  it('are kept by every import', () => {
    const wrong = house
      .flatMap((file) => importsOf(file, read(file)))
      .flatMap((found) => {
        const why = boundaryViolation(found);
        return why ? [`${found.from} imports ${found.to}: ${why}`] : [];
      });
    expect(house.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });

  it('keep process.env in lib/env.ts', () => {
    const readers = house.filter((file) => /process\.env\b/.test(read(file)));
    // Next sets NEXT_RUNTIME at build time and removes what is not for that runtime by it.
    // In the code panel it is a word of a program that others run.
    const shown = 'lib/snippets/javascript.ts';
    expect(readers.sort()).toEqual(['instrumentation.ts', 'lib/env.ts', shown]);
  });

  it('keep the key in lib/gepetto', () => {
    const readers = house.filter((file) =>
      /(?<!')\bapiKey\b|GEPETTO_API_KEY\s*[\])]/.test(read(file)),
    );
    expect(readers.filter((file) => !/^(lib\/(gepetto\/|env\.ts$)|sandbox\/)/.test(file))).toEqual(
      [],
    );
    expect(readers).toContain('lib/gepetto/client.ts');
  });

  it('lead past no file of more than 300 lines', () => {
    const long = all.filter((file) => read(file).split('\n').length > 301);
    expect(long).toEqual([]);
  });
});

describe('the check itself', () => {
  it('finds every kind of import', () => {
    const source = `import a from '@/lib/db';\nimport './b';\nexport * from '../c';\nawait import('next');`;
    expect(
      importsOf('app/x/y.ts', source)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['app/c', 'app/x/b', 'lib/db', 'next'].sort());
  });

  it.each([
    ['lib/jobs/x.ts', 'app/page'],
    ['lib/jobs/x.ts', 'lib/db/file'],
    ['lib/jobs/x.ts', 'next/headers'],
    ['lib/jobs/x.ts', 'better-sqlite3'],
    ['lib/db/x.ts', 'lib/jobs'],
    ['lib/gepetto/x.ts', 'lib/db'],
    ['app/page.tsx', 'lib/jobs/state'],
    ['app/page.tsx', 'drizzle-orm/libsql/web'],
  ])('forbids %s to import %s', (from, to) => {
    expect(boundaryViolation({ from, to })).toBeDefined();
  });

  it.each([
    ['lib/jobs/x.ts', 'lib/jobs/refresh/claim'],
    ['lib/jobs/x.ts', 'lib/db'],
    ['lib/db/x.ts', 'better-sqlite3'],
    ['lib/auth/x.ts', 'next/headers'],
    ['app/page.tsx', 'lib/jobs'],
    ['app/page.tsx', 'lib/errors'],
    ['app/page.tsx', 'react'],
  ])('lets %s import %s', (from, to) => {
    expect(boundaryViolation({ from, to })).toBeUndefined();
  });
});
