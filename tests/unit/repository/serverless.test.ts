import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const files = globSync(['{app,components,lib}/**/*.{ts,tsx}', '*.ts']).filter(
  (file) => !/(config|\.d)\.ts$/.test(file),
);
const filesWith = (pattern: RegExp) =>
  files.filter((file) => pattern.test(readFileSync(file, 'utf8'))).sort();

describe('what the app may count on where instances come and go', () => {
  it('is not the local disk: only the driver of file databases writes there', () => {
    const writes =
      /\b(writeFile|appendFile|mkdir|mkdtemp|createWriteStream|copyFile|rename|cp|rm)(Sync)?\(/;
    expect(files.length).toBeGreaterThan(100);
    expect(filesWith(writes)).toEqual(['lib/db/drivers/file.ts']);
  });

  it('is not a clock of its own: what goes on by itself stops at the question for the platform', () => {
    const startUp = readFileSync('lib/start-up.ts', 'utf8');
    const loops = [...startUp.matchAll(/function schedule\w+\(\)[^{]*\{\n(.*)\n/g)].map(
      ([, line]) => line,
    );
    expect(loops.length).toBeGreaterThan(0);
    for (const first of loops) expect(first?.trim()).toBe('if (getEnv().vercel) return;');
  });
});
