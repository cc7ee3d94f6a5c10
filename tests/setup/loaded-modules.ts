import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

const PRELOAD = join(process.cwd(), 'tests/setup/note-modules.mjs');

/** What makes an app note the modules that it loads in an empty folder, and those that it has noted. */
export function noting(folder: string) {
  const list = join(folder, 'modules');
  return {
    env: { NODE_OPTIONS: `--import ${PRELOAD}`, NOTE_MODULES: list },
    modules: (): string[] => {
      const modules = readFileSync(list, 'utf8').split('\n');
      expect(modules.length).toBeGreaterThan(50);
      return modules;
    },
  };
}
