import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { test } from '../../setup/test';

const DONE = '{"status":"success","output":"https://a.example/x.png","mode":"furnish"}';

const it = test
  /** An app on a file of its own, and the status of one read and one write of a user. */
  .extend('own', async ({ start, upstream, folder }) => {
    const path = join(folder, `own-${readdirSync(folder).length}`, 'bottega.db');
    const env = {
      DATABASE_URL: `file:${path}`,
      GEPETTO_API_KEY: 'a-key-for-this-test',
      GEPETTO_API_URL: upstream.url,
    };
    return { path, env, app: await start({ env }) };
  })
  .extend('owner', async ({ own, upstream }) => {
    const { signedIn } = await import('../../setup/client');
    const user = await signedIn(own.app.url);
    const id = upstream.add({ kind: 'json', body: DONE });
    await user.fetch(`/v1/job/${id}`);
    const rename = () =>
      user.fetch(`/api/jobs/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: '{"label":"Kitchen"}',
      });
    return { user, id, rename, read: () => user.fetch(`/v1/job/${id}`) };
  });

const ready = async (url: string) => {
  const response = await fetch(`${url}/api/ready`);
  return [
    response.status,
    ((await response.json()) as { checks: { database: string } }).checks.database,
  ];
};
const startError = (starting: Promise<unknown>) =>
  starting.then(
    () => 'It started.',
    (error: Error) => error.message,
  );

describe('a database file that is moved while the app runs', () => {
  it('stops writes, raises an alarm, serves reads, and is taken back when it returns', async ({
    own,
    owner,
  }) => {
    const { path, app } = own;
    renameSync(path, `${path}.elsewhere`);
    const refused = await owner.rename();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await owner.read()).status).toBe(200);
    await expect.poll(() => ready(app.url)).toEqual([503, 'not_writable']);
    await expect.poll(app.output).toMatch(/"level":"fatal".*was deleted, moved or replaced/);
    expect(app.output().match(/was deleted, moved or replaced/g)).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
    renameSync(`${path}.elsewhere`, path);
    expect((await owner.rename()).status).toBe(200);
    await expect.poll(() => ready(app.url)).toEqual([200, 'reachable']);
  });

  it('is noticed too if another file is put in its place, or its log is deleted', async ({
    own,
    owner,
  }) => {
    const { path } = own;
    renameSync(path, `${path}.elsewhere`);
    new Database(path).close();
    writeFileSync(path, '');
    expect((await owner.rename()).status).toBe(503);
    rmSync(path);
    renameSync(`${path}.elsewhere`, path);
    expect((await owner.rename()).status).toBe(200);
    rmSync(`${path}-wal`);
    expect((await owner.rename()).status).toBe(503);
  });

  it('is not replaced by an empty database at the next start, unless that is asked for', async ({
    own,
    owner,
    start,
  }) => {
    const { path, env, app } = own;
    expect((await owner.rename()).status).toBe(200);
    await app.stop();
    rmSync(path);
    const message = await startError(start({ env }));
    expect(message).toContain(`There is no database at ${path}`);
    expect(message).toContain('npm run restore');
    expect(existsSync(path)).toBe(false);
    const asked = await start({ env: { ...env, DATABASE_CREATE: 'true' } });
    expect((await fetch(`${asked.url}/api/ready`)).status).toBe(200);
  });
});

describe('a folder without the database of an installation', () => {
  it.for([
    ['a log', (path: string) => writeFileSync(`${path}-wal`, 'x')],
    [
      'a backup',
      (path: string) => {
        mkdirSync(join(dirname(path), 'backups'));
        writeFileSync(join(dirname(path), 'backups/bottega-20260301T031500.000Z.db'), 'x');
      },
    ],
    ['an earlier version', (path: string) => writeFileSync(`${path}.before-20260301T031500`, 'x')],
    [
      'an emptied file and its mark',
      (path: string) => {
        writeFileSync(path, '');
        writeFileSync(`${path}.created`, 'x');
      },
    ],
  ] as const)('stops the start: %s', async ([_what, make], { folder, start }) => {
    const path = join(folder, `left-${readdirSync(folder).length}`, 'bottega.db');
    mkdirSync(dirname(path));
    make(path);
    const message = await startError(start({ env: { DATABASE_URL: `file:${path}` } }));
    expect(message).toContain('There is no database at');
  });
});

const isRoot = process.getuid?.() === 0;

describe('what cannot be written at the start', () => {
  it('stops the start and names path and user', async ({ folder, start }) => {
    const path = join(folder, 'kept', 'bottega.db');
    mkdirSync(dirname(path));
    new Database(path).close();
    chmodSync(path, 0o444);
    chmodSync(dirname(path), 0o555);
    // Root may write everywhere, so the app runs as somebody else.
    const as = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    if (isRoot) {
      chownSync(dirname(path), 65_534, 65_534);
      chmodSync(folder, 0o755);
    }
    const message = await startError(start({ as, env: { DATABASE_URL: `file:${path}` } }));
    const id = isRoot ? 65_534 : process.getuid?.();
    expect(message).toMatch(new RegExp(`${dirname(path)}.* cannot be written by user id ${id}`));
    chmodSync(dirname(path), 0o755);
    const other = await startError(start({ as, env: { DATABASE_URL: `file:${path}` } }));
    expect(other).toMatch(new RegExp(`${path} cannot be written by user id ${id}`));
  });
});

describe('the files of the database', () => {
  it('are readable by their owner only, also those of an earlier version', async ({
    folder,
    start,
  }) => {
    const path = join(folder, 'private', 'bottega.db');
    const first = await start({ env: { DATABASE_URL: `file:${path}` } });
    const modes = () =>
      ['', '-wal', '-shm'].map((end) => (statSync(path + end).mode & 0o777).toString(8));
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(modes()).toEqual(['600', '600', '600']);
    await first.stop();
    chmodSync(path, 0o644);
    await start({ env: { DATABASE_URL: `file:${path}` } });
    expect(modes()).toEqual(['600', '600', '600']);
  });
});

describe('a full disk', () => {
  it('refuses changes and serves everything that can be read', async ({ own, owner, upstream }) => {
    const { app, path } = own;
    const pending = upstream.add({ kind: 'json', body: '{"status":"pending","mode":"furnish"}' });
    await owner.user.fetch(`/v1/job/${pending}`);
    const limit = (bytes: number | 'unlimited') =>
      execFileSync('prlimit', ['--pid', String(app.pid), `--fsize=${bytes}:unlimited`]);
    // No file may grow: the log is as long as it will ever be.
    limit(statSync(`${path}-wal`).size);
    await expect.poll(async () => (await owner.rename()).status).toBe(503);
    for (const address of [
      `/v1/job/${owner.id}`,
      `/jobs/${pending}`,
      `/v1/job/${pending}`,
      '/jobs',
    ]) {
      for (let i = 0; i < 30; i++) {
        expect((await owner.user.fetch(address)).status, address).toBe(200);
      }
    }
    await expect.poll(() => ready(app.url)).toEqual([503, 'not_writable']);
    limit('unlimited');
    expect((await owner.rename()).status).toBe(200);
    await expect.poll(() => ready(app.url)).toEqual([200, 'reachable']);
  });
});
