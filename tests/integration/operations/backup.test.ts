import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../../setup/app';
import { type Client, signedIn } from '../../setup/client';
import { runScript } from '../../setup/script';
import { temporaryFolder } from '../../setup/temp-folder';
import { startUpstream, type Upstream } from '../../setup/upstream';

const CANARY = 'canary5Zt8+qR/yB3nW6kD1mV0';
const SECRET = 'a-secret-that-signs-and-seals-for-this-test';
const DONE = '{"status":"success","output":"https://a.example/x.png","kept":"for ever"}';

const folder = temporaryFolder();
const path = join(folder.path, 'bottega.db');
const backup = join(folder.path, 'one.db');
const id = `job-${randomUUID()}`;
let upstream: Upstream;
let app: RunningApp;
let user: Client;

const env = (file = path) => ({
  DATABASE_URL: `file:${file}`,
  NEXTAUTH_SECRET: SECRET,
  GEPETTO_API_KEY: CANARY,
  GEPETTO_API_URL: upstream.url,
});
const restore = (file: string, to: string, ...more: string[]) =>
  runScript('restore', [file, ...more], env(to));

const rename = (label: string) =>
  user.fetch(`/api/jobs/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ label }),
  });

/** Four clients that write until they are stopped; returns the statuses of all responses. */
function keepWriting() {
  const statuses: number[] = [];
  let going = true;
  const writer = async (n: number) => {
    for (let i = 0; going; i++) statuses.push((await rename(`Label ${n}-${i}`)).status);
  };
  const writers = Promise.all([0, 1, 2, 3].map(writer));
  return async () => {
    going = false;
    await writers;
    return statuses;
  };
}

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.set(id, { kind: 'json', body: DONE });
  app = await startApp({ env: env() });
  user = await signedIn(app.url);
  await user.fetch(`/v1/job/${id}`);
  const stop = keepWriting();
  const runs = [await runScript('backup', [backup], env())];
  // Into the default folder, with one backup more than is kept.
  for (let i = 0; i < 3; i++) runs.push(await runScript('backup', ['--keep', '2'], env()));
  const statuses = await stop();
  for (const run of runs) expect(run, run.output).toMatchObject({ code: 0 });
  // Each of the four clients has written more than once.
  expect(statuses.length).toBeGreaterThan(8);
  expect(new Set(statuses)).toEqual(new Set([200]));
});
afterAll(async () => {
  await app?.stop();
  await upstream?.close();
  folder.remove();
});

describe('a backup made while the app writes', () => {
  it('is one file, readable by its owner only, and the newest are kept', () => {
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(globSync(`${backup}*`)).toEqual([backup]);
    const kept = globSync(join(folder.path, 'backups/*'));
    expect(kept.map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('contains no API key and no secret', () => {
    const text = readFileSync(backup, 'latin1');
    expect(text).toContain(id);
    for (const secret of [CANARY, SECRET]) {
      for (const form of [secret, Buffer.from(secret).toString('base64')]) {
        expect(text.includes(form.slice(0, 12))).toBe(false);
      }
    }
  });

  it('does not overwrite another file', async () => {
    const before = readFileSync(backup);
    const run = await runScript('backup', [backup], env());
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining('exists already') });
    expect(readFileSync(backup).equals(before)).toBe(true);
  });

  it('fails for a database server, which has its own backups', async () => {
    const run = await runScript('backup', [], { DATABASE_URL: 'libsql://a.example' });
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining('DATABASE_URL') });
  });
});

describe('restore', () => {
  it('into an empty folder brings back every user and job, and no session', async () => {
    const clean = temporaryFolder();
    const to = join(clean.path, 'bottega.db');
    const run = await restore(backup, to);
    expect(run, run.output).toMatchObject({ code: 0 });
    const restored = await startApp({ env: env(to) });

    const old = await fetch(`${restored.url}/v1/job/${id}`, { headers: { cookie: user.cookie } });
    expect(old.status).toBe(401);
    const again = await signedIn(restored.url, { email: user.email, known: true });
    const asked = upstream.requests.length;
    expect(await (await again.fetch(`/v1/job/${id}`)).text()).toBe(DONE);
    expect(await (await again.fetch(`/jobs/${id}`)).text()).toContain('Label ');
    expect(upstream.requests).toHaveLength(asked);
    await restored.stop();
    clean.remove();
  });

  it('fails while the app runs, and changes nothing', async () => {
    expect((await rename('Before the attempt')).status).toBe(200);
    const run = await restore(backup, path);
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining('stop Bottega') });
    expect(await (await user.fetch(`/jobs/${id}`)).text()).toContain('Before the attempt');
    expect(existsSync(`${path}.restoring`)).toBe(false);
    expect(globSync(`${path}.before-*`)).toEqual([]);
  });

  it('keeps the old database complete, including the write-ahead log of a killed app', async () => {
    const crashed = temporaryFolder();
    const to = join(crashed.path, 'bottega.db');
    copyFileSync(backup, to);
    const db = new Database(to);
    db.pragma('journal_mode = WAL');
    db.exec("UPDATE entries SET label = 'Only in the log'");
    // As a killed process leaves them: a log beside the file, and no process that has it open.
    for (const end of ['', '-wal']) copyFileSync(to + end, `${to}.crashed${end}`);
    db.close();

    const run = await restore(backup, `${to}.crashed`);
    expect(run, run.output).toMatchObject({ code: 0 });
    const [aside = ''] = globSync(`${to}.crashed.before-*`);
    const old = new Database(aside, { readonly: true });
    expect(old.prepare('SELECT DISTINCT label FROM entries').pluck().get()).toBe('Only in the log');
    old.close();
    const fresh = new Database(`${to}.crashed`, { readonly: true });
    expect(fresh.prepare('SELECT label FROM entries').pluck().get()).toMatch(/^Label /);
    fresh.close();
    crashed.remove();
  });

  it('requires --stopped if the database cannot be read', async () => {
    const broken = temporaryFolder();
    const to = join(broken.path, 'bottega.db');
    const junk = 'not a database at all '.repeat(500);
    writeFileSync(to, junk);
    const refused = await restore(backup, to);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('--stopped') });
    expect(readFileSync(to, 'utf8')).toBe(junk);
    expect(await restore(backup, to, '--stopped')).toMatchObject({ code: 0 });
    const [aside = ''] = globSync(`${to}.before-*`);
    expect(readFileSync(aside, 'utf8')).toBe(junk);
    broken.remove();
  });

  const damaged: [string, (file: string) => void][] = [
    ['a missing file', () => {}],
    ['an empty file', (file) => writeFileSync(file, '')],
    ['half a backup', (file) => writeFileSync(file, halfOf(readFileSync(backup)))],
    ['a backup with a corrupt page', (file) => writeFileSync(file, noisy(readFileSync(backup)))],
    ['a text file', (file) => writeFileSync(file, 'Dear Geppetto, '.repeat(500))],
    ['a database of another program', (file) => sql(file, 'CREATE TABLE users (id TEXT)')],
    ['a backup of a newer version', (file) => newer(file)],
  ];
  it.each(damaged)('rejects %s and changes nothing', async (_name, make) => {
    const odd = temporaryFolder();
    const file = join(odd.path, 'odd.db');
    const to = join(odd.path, 'bottega.db');
    make(file);
    copyFileSync(backup, to);
    const run = await restore(file, to);
    expect(run.code).toBe(1);
    // One sentence, no stack.
    expect(run.output.trim()).toMatch(/^\S.*odd\.db.*\.$/);
    expect(readFileSync(to).equals(readFileSync(backup))).toBe(true);
    expect(globSync(`${to}.*`)).toEqual([]);
    odd.remove();
  });
});

const halfOf = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
const noisy = (bytes: Buffer) => Buffer.from(bytes).fill('noise', 8 * 4096, 9 * 4096);
function sql(file: string, statement: string): void {
  const db = new Database(file);
  db.exec(statement);
  db.close();
}
function newer(file: string): void {
  copyFileSync(backup, file);
  sql(file, "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 99999999999999)");
}
