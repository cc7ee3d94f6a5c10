import { copyFileSync, existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect } from 'vitest';
import { signedIn } from '../../setup/client';
import { testJob as test } from '../../setup/job-test';
import { runScript } from '../../setup/script';
import { connectedTo } from '../../setup/test';

const CANARY = 'canary5Zt8+qR/yB3nW6kD1mV0';
const SECRET = 'a-secret-that-signs-and-seals-for-this-test';

const SETTINGS = { NEXTAUTH_SECRET: SECRET, GEPETTO_API_KEY: CANARY };

const it = test
  .extend('env', { scope: 'file' }, SETTINGS)
  /** The path of the app's database. */
  .extend('path', { scope: 'file' }, ({ database }) => String(database.path))
  /** Runs a script with the settings of the app, by default for its database. */
  .extend(
    'run',
    { scope: 'file' },
    ({ path }) =>
      (script: string, args: string[], file = path) =>
        runScript(script, args, { DATABASE_URL: `file:${file}`, ...SETTINGS }),
  )
  /** The path of a backup that was made while four clients wrote. */
  .extend('backup', { scope: 'file' }, async ({ path, run, rename }) => {
    const backup = join(dirname(path), 'one.db');
    const statuses: number[] = [];
    let going = true;
    const writer = async (n: number) => {
      for (let i = 0; going; i++) statuses.push((await rename(`Label ${n}-${i}`)).status);
    };
    const writers = Promise.all([0, 1, 2, 3].map(writer));
    const runs = [await run('backup', [backup])];
    // Into the default folder, with one backup more than is kept.
    for (let i = 0; i < 3; i++) runs.push(await run('backup', ['--keep', '2']));
    going = false;
    await writers;
    for (const { code, output } of runs) expect(code, output).toBe(0);
    // Each of the four clients has written more than once.
    expect(statuses.length).toBeGreaterThan(8);
    expect(new Set(statuses)).toEqual(new Set([200]));
    return backup;
  })
  /** The path of a database in a folder of the test: its file does not exist yet. */
  .extend('to', ({ folder }) => join(folder, 'bottega.db'))
  .extend(
    'restore',
    ({ run, to }) =>
      (file: string, ...more: string[]) =>
        run('restore', [file, ...more], to),
  );

describe('a backup made while the app writes', () => {
  it('is one file, readable by its owner only, and the newest are kept', ({ path, backup }) => {
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(globSync(`${backup}*`)).toEqual([backup]);
    const kept = globSync(join(dirname(path), 'backups/*.db*'));
    expect(kept.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('contains no API key and no secret', ({ id, backup }) => {
    const text = readFileSync(backup, 'latin1');
    expect(text).toContain(id);
    for (const secret of [CANARY, SECRET]) {
      for (const form of [secret, Buffer.from(secret).toString('base64')]) {
        expect(text.includes(form.slice(0, 12))).toBe(false);
      }
    }
  });

  it('does not overwrite another file', async ({ run, backup }) => {
    const before = readFileSync(backup);
    expect(await run('backup', [backup])).toMatchObject({
      code: 1,
      output: expect.stringContaining('exists already'),
    });
    expect(readFileSync(backup).equals(before)).toBe(true);
  });

  it('fails for a database server, which has its own backups', async () => {
    const run = await runScript('backup', [], { DATABASE_URL: 'libsql://a.example' });
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining('DATABASE_URL') });
  });
});

describe('restore', () => {
  it('into an empty folder brings back every user and job, and no session', async ({
    start,
    upstream,
    user,
    body,
    id,
    backup,
    to,
    restore,
  }) => {
    const { code, output } = await restore(backup);
    expect(code, output).toBe(0);
    const env = { ...connectedTo(`file:${to}`, upstream.url), ...SETTINGS };
    const restored = await start({ env });

    const old = await fetch(`${restored.url}/v1/job/${id}`, { headers: { cookie: user.cookie } });
    expect(old.status).toBe(401);
    const again = await signedIn(restored.url, { email: user.email, known: true });
    const asked = upstream.requests.length;
    expect(await (await again.fetch(`/v1/job/${id}`)).text()).toBe(body);
    expect(await (await again.fetch(`/jobs/${id}`)).text()).toContain('Label ');
    expect(upstream.requests).toHaveLength(asked);
    await restored.stop();
  });

  it('fails while the app runs, and changes nothing', async ({
    path,
    user,
    run,
    id,
    rename,
    backup,
  }) => {
    expect((await rename('Before the attempt')).status).toBe(200);
    expect(await run('restore', [backup])).toMatchObject({
      code: 1,
      output: expect.stringContaining('stop Bottega'),
    });
    expect(await (await user.fetch(`/jobs/${id}`)).text()).toContain('Before the attempt');
    expect(existsSync(`${path}.restoring`)).toBe(false);
    expect(globSync(`${path}.before-*`)).toEqual([]);
  });

  it('keeps the old database complete, including the write-ahead log of a killed app', async ({
    run,
    backup,
    to,
  }) => {
    copyFileSync(backup, to);
    const db = new Database(to);
    db.pragma('journal_mode = WAL');
    db.exec("UPDATE entries SET label = 'Only in the log'");
    // As a killed process leaves them: a log beside the file, and no process that has it open.
    const crashed = `${to}.crashed`;
    for (const end of ['', '-wal']) copyFileSync(to + end, crashed + end);
    db.close();

    const { code, output } = await run('restore', [backup], crashed);
    expect(code, output).toBe(0);
    const [aside = ''] = globSync(`${crashed}.before-*`);
    const old = new Database(aside, { readonly: true });
    expect(old.prepare('SELECT DISTINCT label FROM entries').pluck().get()).toBe('Only in the log');
    old.close();
    const fresh = new Database(crashed, { readonly: true });
    expect(fresh.prepare('SELECT label FROM entries').pluck().get()).toMatch(/^Label /);
    fresh.close();
  });

  it('requires --stopped if the database cannot be read', async ({ backup, to, restore }) => {
    const junk = 'not a database at all '.repeat(500);
    writeFileSync(to, junk);
    expect(await restore(backup)).toMatchObject({
      code: 1,
      output: expect.stringContaining('--stopped'),
    });
    expect(readFileSync(to, 'utf8')).toBe(junk);
    expect(await restore(backup, '--stopped')).toMatchObject({ code: 0 });
    const [aside = ''] = globSync(`${to}.before-*`);
    expect(readFileSync(aside, 'utf8')).toBe(junk);
  });

  type Make = (file: string, backup: string) => void;
  const damaged: [string, Make][] = [
    ['a missing file', () => {}],
    ['an empty file', (file) => writeFileSync(file, '')],
    ['half a backup', (file, backup) => writeFileSync(file, halfOf(readFileSync(backup)))],
    [
      'a backup with a corrupt page',
      (file, backup) => writeFileSync(file, noisy(readFileSync(backup))),
    ],
    ['a text file', (file) => writeFileSync(file, 'Dear Geppetto, '.repeat(500))],
    ['a database of another program', (file) => sql(file, 'CREATE TABLE users (id TEXT)')],
    ['a backup of a newer version', newer],
  ];
  it.for(damaged)(
    'rejects %s and changes nothing',
    async ([, make], { folder, backup, to, restore }) => {
      const file = join(folder, 'odd.db');
      make(file, backup);
      copyFileSync(backup, to);
      const { code, output } = await restore(file);
      expect(code).toBe(1);
      // One sentence, no stack.
      expect(output.trim()).toMatch(/^\S.*odd\.db.*\.$/);
      expect(readFileSync(to).equals(readFileSync(backup))).toBe(true);
      expect(globSync(`${to}.*`)).toEqual([]);
    },
  );
});

const halfOf = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
const noisy = (bytes: Buffer) => Buffer.from(bytes).fill('noise', 8 * 4096, 9 * 4096);
function sql(file: string, statement: string): void {
  const db = new Database(file);
  db.exec(statement);
  db.close();
}
function newer(file: string, backup: string): void {
  copyFileSync(backup, file);
  sql(file, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 99999999999999)");
}
