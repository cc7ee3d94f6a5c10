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
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundle } from '../../../scripts/lib/bundle.mjs';
import { cleanEnv } from '../../../scripts/lib/clean-env.mjs';
import { type Child, startChild } from '../../setup/child';
import { type Client, signedIn } from '../../setup/client';
import { freePort } from '../../setup/free-port';
import { temporaryFolder } from '../../setup/temp-folder';

/** An unprivileged user, as in the image; only root can switch to it. */
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

const place = temporaryFolder();
const folder = join(place.path, 'bottega');
const data = join(place.path, 'data');
const ownNode = join(folder, 'node_modules/node/bin/node');
let url: string;
let app: Child;
let user: Client;

/** Every path in the bundle, hidden ones included. */
const listBundle = () => readdirSync(folder, { recursive: true }).map(String).sort();
const node = () => (existsSync(ownNode) ? ownNode : process.execPath);

/** The arguments of `node` in an instruction of the Dockerfile. */
function imageCommand(instruction: RegExp): string[] {
  const [, json = ''] = instruction.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
  const [program, ...args] = JSON.parse(json) as string[];
  expect(program).toBe('node');
  return args;
}

/** Starts the bundle as the image does, with only a port and the path of the database. */
function serve(port: number): Promise<Child> {
  const command = [node(), ...imageCommand(/^CMD (.+)$/m)];
  const [file = '', ...args] = isRoot
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...command]
    : command;
  return startChild(file, args, {
    cwd: folder,
    env: { PORT: String(port), DATABASE_URL: `file:${data}/bottega.db` },
    isUp: async () => (await fetch(`${url}/api/health`)).ok,
  });
}

let before: string[];
beforeAll(async () => {
  chmodSync(place.path, 0o755);
  bundle(folder);
  before = listBundle();
  mkdirSync(data);
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  app = await serve(port);
  user = await signedIn(url);
});
afterAll(async () => {
  await app?.stop();
  place.remove();
});

it('a bundle contains no secrets, no data and no link that points out of it', () => {
  const all = listBundle();
  expect(all.length).toBeGreaterThan(500);
  expect(all.filter((path) => /(^|\/)(\.env.*|data|.*\.db(-wal|-shm)?)$/.test(path))).toEqual([]);
  const root = realpathSync(folder);
  const leaving = all.filter((path) => !realpathSync(join(folder, path)).startsWith(root));
  expect(all).toContain('.next/BUILD_ID');
  expect(leaving).toEqual([]);
});

it('serves pages, scripts and pictures, and stores jobs', async () => {
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

it('writes only into the folder of its database, and keeps its secret there', async () => {
  expect(listBundle()).toEqual(before);
  const secret = join(data, 'secret.env');
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  const written = readFileSync(secret, 'utf8');
  expect(written).toMatch(/^NEXTAUTH_SECRET=\S{32,}\n$/);

  // It stops on SIGTERM. Started again, it has the same secret and accepts the session.
  await app.stop('SIGTERM');
  app = await serve(Number(new URL(url).port));
  expect(readFileSync(secret, 'utf8')).toBe(written);
  expect((await user.fetch('/api/jobs/live?ids=x')).status).not.toBe(401);
});

it('passes the health check of the image while it runs, and fails it otherwise', async () => {
  const args = imageCommand(/^HEALTHCHECK .*\\\n\s+CMD (.+)$/m);
  const check = (PORT: string) =>
    spawnSync(process.execPath, args, { env: cleanEnv({ PORT }) as NodeJS.ProcessEnv }).status;
  expect(check(new URL(url).port)).toBe(0);
  expect(check(String(await freePort()))).toBe(1);
});
