import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesAt, planOf, testFiles } from '../../../scripts/lib/test-files.mjs';

const files = [
  'tests/e2e/story.spec.ts',
  'tests/integration/api/webhooks.test.ts',
  'tests/integration/db/webhooks.test.ts',
  'tests/unit/lib/csv.test.ts',
  'tests/unit/lib/jobs/state.test.ts',
];
const at = (path: string) => filesAt(join(process.cwd(), path), files);

describe('the test files that an argument of npm test means', () => {
  it.each([
    ['a file', 'tests/unit/lib/csv.test.ts', ['tests/unit/lib/csv.test.ts']],
    ['a folder', 'tests/unit', ['tests/unit/lib/csv.test.ts', 'tests/unit/lib/jobs/state.test.ts']],
    ['a folder with a slash', 'tests/unit/lib/jobs/', ['tests/unit/lib/jobs/state.test.ts']],
    ['the only file of that name', 'tests/unit/csv.test.ts', ['tests/unit/lib/csv.test.ts']],
    ['one of several files of that name', 'tests/webhooks.test.ts', []],
    ['the beginning of a name', 'tests/unit/lib/cs', []],
    ['nothing', 'tests/unit/none.test.ts', []],
  ])('are found for %s', (_name, path, found) => {
    expect(at(path)).toEqual(found);
  });

  it('are those of the repository', () => {
    expect(testFiles()).toContain('tests/unit/scripts/test-files.test.ts');
    expect(() => planOf(testFiles())).not.toThrow();
  });

  it('run with the tool of their suite, after a build if the suite needs one', () => {
    expect(planOf(at('tests/unit'))).toMatchObject({ build: false, playwright: [] });
    expect(planOf(files)).toEqual({
      build: true,
      vitest: files.slice(1),
      playwright: ['tests/e2e/story.spec.ts'],
    });
  });
});
