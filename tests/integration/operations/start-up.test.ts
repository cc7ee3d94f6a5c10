import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { test } from '../../setup/test';

const it = test.extend(
  'startUpError',
  ({ start }) =>
    (env: Record<string, string>): Promise<string> =>
      start({ env }).then(
        () => {
          throw new Error('The app started.');
        },
        (error: Error) => error.message,
      ),
);

describe('an app with an invalid configuration does not start, and names the variable', () => {
  it.for([
    ['NEXTAUTH_SECRET', ''],
    ['NEXTAUTH_SECRET', 'canary'],
    ['GEPETTO_API_KEY', 'c'],
    ['GEPETTO_API_KEY', 'canary-with-a-line-end\n'],
    ['DATABASE_URL', 'mysql://canary'],
  ] as const)('%s=%j', async ([name, value], { startUpError }) => {
    const message = await startUpError({ [name]: value });
    expect(message).toContain('Bottega cannot start.');
    expect(message).toContain(name);
    expect(message).not.toContain('canary');
  });

  it('a database in a folder that cannot be written', async ({ folder, startUpError }) => {
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, 'a file where a folder should be');
    const message = await startUpError({ DATABASE_URL: `file:${join(blocked, 'bottega.db')}` });
    expect(message).toContain('The database cannot be opened');
  });

  it('a file that is not a database', async ({ folder, startUpError }) => {
    const path = join(folder, 'bottega.db');
    writeFileSync(path, 'this is a text file, not a database'.repeat(100));
    chmodSync(path, 0o444);
    const message = await startUpError({ DATABASE_URL: `file:${path}` });
    expect(message).toContain('The database cannot be opened');
  });
});
