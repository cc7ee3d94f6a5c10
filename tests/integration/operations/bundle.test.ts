import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bundle } from '../../../scripts/lib/bundle.mjs';
import { cleanEnv } from '../../../scripts/lib/clean-env.mjs';
import type { RunningApp } from '../../setup/app';
import { startChild } from '../../setup/child';
import { freePort } from '../../setup/free-port';
import { stoppable } from '../../setup/stoppable';
import { temporaryFolder } from '../../setup/temp-folder';
import { test } from '../../setup/test';

/** An unprivileged user, as in the image; only root can switch to it. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** The arguments of `node` in an instruction of the Dockerfile. */
function imageCommand(instruction: RegExp): string[] {
  const [, json = ''] = instruction.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
  const [program, ...args] = JSON.parse(json) as string[];
  expect(program).toBe('node');
  return args;
}

/** Every path in a bundle, hidden ones included. */
const listBundle = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

const it = test
  /** A new bundle, what it contained then, and the folder for its data. */
  .extend('made', { scope: 'file' }, ({}, { onCleanup }) => {
    const place = temporaryFolder();
    onCleanup(place.remove);
    chmodSync(place.path, 0o755);
    const folder = join(place.path, 'bottega');
    bundle(folder);
    const data = join(place.path, 'data');
    mkdirSync(data);
    if (isRoot) chownSync(data, NOBODY, NOBODY);
    return { folder, content: listBundle(folder), data };
  })
  /** Starts the bundle as the image does, with only a port and the path of the database. */
  .extend('serve', { scope: 'file' }, ({ made: { folder, data } }, { onCleanup }) => {
    const ownNode = join(folder, 'node_modules/node/bin/node');
    const node = existsSync(ownNode) ? ownNode : process.execPath;
    const command = [node, ...imageCommand(/^CMD (.+)$/m)];
    const [file = '', ...args] = isRoot
      ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...command]
      : command;
    const serve = async (port: number): Promise<RunningApp> => {
      const url = `http://127.0.0.1:${port}`;
      const child = await startChild(file, args, {
        cwd: folder,
        env: { PORT: String(port), DATABASE_URL: `file:${data}/bottega.db` },
        isUp: async () => (await fetch(`${url}/api/health`)).ok,
      });
      return { ...child, url };
    };
    const { start, stopAll } = stoppable(serve, (app) => app.stop());
    onCleanup(stopAll);
    return start;
  })
  .extend('app', { scope: 'file' }, async ({ serve }) => serve(await freePort()));

it('a bundle contains no secrets, no data and no link that points out of it', ({
  made: { folder },
}) => {
  const all = listBundle(folder);
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter((path) => /(^|\/)(\.env.*|data|.*\.db(-wal|-shm)?)$/.test(path))).toEqual([]);
  const root = realpathSync(folder);
  const leaving = all.filter((path) => !realpathSync(join(folder, path)).startsWith(root));
  expect(all).toContain('.next/BUILD_ID');
  expect(leaving).toEqual([]);
});

it('serves pages, scripts and pictures, and stores jobs', async ({ user }) => {
  const page = await (await user.fetch('/jobs')).text();
  const [script] = page.match(/\/_next\/static\/[^"]+\.js/) ?? [];
  expect((await user.fetch(String(script))).status).toBe(200);
  expect((await user.fetch('/hero/after.webp')).status).toBe(200);

  const started = await user.fetch('/api/samples', { method: 'POST' });
  const { jobs } = (await started.json()) as { jobs: { id: string }[] };
  // On a busy machine the first drawing may take longer than the timeout of the route.
  const type = async () =>
    (await user.fetch(`/api/jobs/${jobs[0]?.id}/picture?of=input`)).headers.get('content-type');
  await expect.poll(type, { timeout: 30_000, interval: 500 }).toMatch(/^image\//);
});

it('writes only into the folder of its database, and keeps its secret there', async ({
  made: { folder, content, data },
  app,
  serve,
  user,
}) => {
  expect(listBundle(folder)).toEqual(content);
  const secret = join(data, 'secret.env');
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  const written = readFileSync(secret, 'utf8');
  expect(written).toMatch(/^NEXTAUTH_SECRET=\S{32,}\n$/);

  // It stops on SIGTERM. Started again, it has the same secret and accepts the session.
  await app.stop('SIGTERM');
  await serve(Number(new URL(app.url).port));
  expect(readFileSync(secret, 'utf8')).toBe(written);
  expect((await user.fetch('/api/jobs/live?ids=x')).status).not.toBe(401);
});

it('has what its commands need: the doctor, and backups with the files of results', async ({
  made: { folder, data },
  app: _,
}) => {
  const command = (script: string, ...args: string[]) => {
    const env = cleanEnv({ DATABASE_URL: `file:${data}/bottega.db` }) as NodeJS.ProcessEnv;
    const path = join(folder, 'scripts', script);
    return spawnSync(process.execPath, [path, ...args], { env, cwd: folder, encoding: 'utf8' });
  };
  const doctor = command('doctor.mjs', '--dry-run');
  expect([doctor.stderr, doctor.status]).toEqual(['', 0]);
  expect(doctor.stdout).toContain('Compared ');
  const backup = command('backup.mjs');
  expect([backup.stderr, backup.status]).toEqual(['', 0]);
  // Every store can be opened: a port that nothing listens on.
  const S3 = { S3_ENDPOINT: 'http://127.0.0.1:9', S3_BUCKET: 'b', S3_ACCESS_KEY_ID: 'a' };
  const away = spawnSync(process.execPath, [join(folder, 'scripts/doctor.mjs')], {
    env: cleanEnv({
      DATABASE_URL: `file:${data}/bottega.db`,
      S3_SECRET_ACCESS_KEY: 's',
      ...S3,
    }) as NodeJS.ProcessEnv,
    cwd: folder,
    encoding: 'utf8',
  });
  expect([away.status, away.stderr]).toEqual([1, expect.stringContaining('The check stopped')]);
});

it('passes the health check of the image while it runs, and fails it otherwise', async ({
  app,
}) => {
  const args = imageCommand(/^HEALTHCHECK .*\\\n\s+CMD (.+)$/m);
  const check = (PORT: string) =>
    spawnSync(process.execPath, args, { env: cleanEnv({ PORT }) as NodeJS.ProcessEnv }).status;
  expect(check(new URL(app.url).port)).toBe(0);
  expect(check(String(await freePort()))).toBe(1);
});
