import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../setup/app';
import { temporaryFolder } from '../../setup/temp-folder';

const startUpError = async (env: Record<string, string>): Promise<string> => {
  try {
    const app = await startApp({ env });
    await app.stop();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The app started.');
};

describe('an app with an invalid configuration does not start, and names the variable', () => {
  it.each([
    ['NEXTAUTH_SECRET', ''],
    ['NEXTAUTH_SECRET', 'canary'],
    ['GEPETTO_API_KEY', 'c'],
    ['GEPETTO_API_KEY', 'canary-with-a-line-end\n'],
    ['DATABASE_URL', 'mysql://canary'],
  ])('%s=%j', async (name, value) => {
    const message = await startUpError({ [name]: value });
    expect(message).toContain('Bottega cannot start.');
    expect(message).toContain(name);
    expect(message).not.toContain('canary');
  });

  it('a database in a folder that cannot be written', async () => {
    const folder = temporaryFolder();
    const blocked = join(folder.path, 'blocked');
    writeFileSync(blocked, 'a file where a folder should be');
    const message = await startUpError({ DATABASE_URL: `file:${join(blocked, 'bottega.db')}` });
    expect(message).toContain('The database cannot be opened');
    folder.remove();
  });

  it('a file that is not a database', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder.path, { recursive: true });
    const path = join(folder.path, 'bottega.db');
    writeFileSync(path, 'this is a text file, not a database'.repeat(100));
    chmodSync(path, 0o444);
    const message = await startUpError({ DATABASE_URL: `file:${path}` });
    expect(message).toContain('The database cannot be opened');
    folder.remove();
  });
});
