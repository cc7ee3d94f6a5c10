import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { cleanEnv } from '../../../scripts/lib/clean-env.mjs';
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

describe('a server with PORT=0', () => {
  it('says where it listens', async ({ folder, onTestFinished }) => {
    const env = cleanEnv({
      DATABASE_URL: `file:${join(folder, 'bottega.db')}`,
      NEXTAUTH_SECRET: 'a-secret-that-is-long-enough-for-this-test-1',
      HOSTNAME: '127.0.0.1',
      PORT: '0',
    });
    const child = spawn(process.execPath, [join(process.cwd(), 'scripts/serve.mjs')], {
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await expect.poll(() => output).toMatch(/listens on port [1-9]\d+/);
    const port = /port (\d+)/.exec(output)?.[1];
    expect((await fetch(`http://127.0.0.1:${port}/api/health`)).status).toBe(200);
  });
});
