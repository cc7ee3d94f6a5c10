import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startApp } from '../../setup/app';
import { temporaryFolder } from '../../setup/temp-folder';

const refusal = async (env: Record<string, string>): Promise<string> => {
  try {
    const app = await startApp({ env });
    await app.stop();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The app started.');
};

describe('an app that is wrongly set up does not start, and says why', () => {
  it.each([
    ['NEXTAUTH_SECRET', ''],
    ['NEXTAUTH_SECRET', 'canary'],
    ['GEPETTO_API_KEY', 'c'],
    ['GEPETTO_API_KEY', 'canary-with-a-line-end\n'],
    ['DATABASE_URL', 'mysql://canary'],
  ])('%s=%j', async (name, value) => {
    const said = await refusal({ [name]: value });
    expect(said).toContain('Bottega cannot start.');
    expect(said).toContain(name);
    expect(said).not.toContain('canary');
  });

  it('a database in a place that cannot be written', async () => {
    const folder = temporaryFolder();
    const blocked = join(folder.path, 'blocked');
    writeFileSync(blocked, 'a file where a folder should be');
    const said = await refusal({ DATABASE_URL: `file:${join(blocked, 'bottega.db')}` });
    expect(said).toContain('The database cannot be opened');
    folder.remove();
  });

  it('a database that is none', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder.path, { recursive: true });
    const path = join(folder.path, 'bottega.db');
    writeFileSync(path, 'this is a letter, not a database'.repeat(100));
    chmodSync(path, 0o444);
    const said = await refusal({ DATABASE_URL: `file:${path}` });
    expect(said).toContain('The database cannot be opened');
    folder.remove();
  });
});
