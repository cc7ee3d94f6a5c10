import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const files = globSync(['{app,components,lib}/**/*.{ts,tsx}', '*.ts']).filter(
  (file) => !/(config|\.d)\.ts$/.test(file),
);
const filesWith = (pattern: RegExp) =>
  files.filter((file) => pattern.test(readFileSync(file, 'utf8'))).sort();

describe('on a serverless platform the app', () => {
  it('writes to the local disk only beside a file database, or where it keeps results in a folder', () => {
    const writes =
      /\b(writeFile|appendFile|mkdir|mkdtemp|createWriteStream|copyFile|rename|cp|rm)(Sync)?\(/;
    expect(files.length).toBeGreaterThan(100);
    expect(filesWith(writes)).toEqual(['lib/db/drivers/installation.ts', 'lib/storage/folder.ts']);
  });

  it('starts no timer', () => {
    const startUp = readFileSync('lib/start-up.ts', 'utf8');
    const loops = [...startUp.matchAll(/function schedule\w+\(\)[^{]*\{\n(.*)\n/g)].map(
      ([, line]) => line,
    );
    expect(loops.length).toBeGreaterThan(0);
    for (const first of loops) expect(first?.trim()).toBe('if (getEnv().vercel) return;');
  });
});
