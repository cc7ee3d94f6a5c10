import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { it } from 'vitest';
import { type RunningApp, startApp } from '../setup/app';
import { type Client, signedIn } from '../setup/client';
import { TEST_KEY } from '../setup/context';
import { temporaryFolder } from '../setup/temp-folder';
import { tokenOf } from '../setup/token';
import { startUpstream } from '../setup/upstream';
import { quantile } from './baselines';
import { createHistory } from './scale-data';

const ROUNDS = 20;
const OWNER = 'owner';
const CRON_SECRET = 'a-secret-for-the-benchmark';

/** A user with 100 jobs among 300, and one with 100,000 among 1,000,000. */
const SIZES = {
  small: { owner: 100, others: 2, each: 100 },
  large: { owner: 100_000, others: 900, each: 1_000 },
};

type Size = keyof typeof SIZES;
/** One of the two installations. `jobs` of its owner. */
type Side = { app: RunningApp; user: Client; token: string; jobs: number };

/** A request, and the ratio of large to small that is asked for. */
const ROWS: [what: string, ratio: number, path: (side: Side) => string][] = [
  ['/jobs', 1.5, () => '/jobs'],
  ['?state=pending (none)', 2, () => '/jobs?state=pending'],
  ['?mode=&state= (none)', 2, () => '/jobs?mode=furnish&state=failed'],
  ['?q= with hits', 3, () => '/jobs?q=house+12'],
  ['?q= without', 3, () => '/jobs?q=nothing-is-called-this'],
  ['?q= of two letters', 3, () => '/jobs?q=ho'],
  ['deep cursor', 1.5, ({ jobs }) => `/jobs?after=${cursorAt(jobs)}`],
  ['archive', 1.5, () => '/jobs?archived=1'],
  ['API list without hits', 3, () => '/api/jobs?q=nothing-is-called-this'],
  ['API list', 1.4, () => '/api/jobs'],
  ['live', 1.4, () => `/api/jobs/live?id=${OWNER}-1&id=${OWNER}-2`],
  ['/v1 of a settled job', 1.4, () => `/v1/job/${OWNER}-1`],
  ['status page', 1.4, () => `/jobs/${OWNER}-1`],
  ['operator page', 1.4, () => '/operator'],
  ['a round of maintenance', 1.4, () => '/api/cron/sweep'],
];

let started = 0;

/** The cursor of an entry nine tenths down the history, see `scale-data.ts`. */
function cursorAt(jobs: number): string {
  const n = Math.floor(jobs * 0.9);
  return `${started - 60_000 - n * 10_000}.${OWNER}-${n}`;
}

async function open(size: Size, folder: string, upstreamUrl: string): Promise<Side> {
  const { owner, others, each } = SIZES[size];
  const path = join(folder, size, 'bottega.db');
  mkdirSync(join(folder, size), { recursive: true });
  const names = Array.from({ length: others }, (_, n) => [`user-${n}`, each] as const);
  // In the middle: neither the first nor the last in any index.
  const half = Math.floor(others / 2);
  const people = new Map([...names.slice(0, half), [OWNER, owner] as const, ...names.slice(half)]);
  const upgradeMs = await createHistory(join(folder, size), path, people);
  console.log(`${size}: the upgrade of the database took ${(upgradeMs / 1_000).toFixed(1)} s`);
  const app = await startApp({
    env: {
      DATABASE_URL: `file:${path}`,
      GEPETTO_API_KEY: TEST_KEY,
      GEPETTO_API_URL: upstreamUrl,
      API_REQUESTS_PER_MINUTE: '10000000',
      ADMIN_EMAILS: `${OWNER}@example.com`,
      CRON_SECRET,
    },
  });
  const user = await signedIn(app.url, { email: `${OWNER}@example.com`, known: true });
  return { app, user, token: await tokenOf(user), jobs: owner };
}

async function ask({ app, user, token }: Side, path: string): Promise<number> {
  const headers: Record<string, string> = path.startsWith('/v1')
    ? { authorization: `Bearer ${token}` }
    : path.startsWith('/api/cron')
      ? { authorization: `Bearer ${CRON_SECRET}` }
      : { cookie: user.cookie };
  const start = performance.now();
  const response = await fetch(`${app.url}${path}`, { headers, redirect: 'manual' });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} gave ${response.status}.`);
  return performance.now() - start;
}

/** The longest time that `/api/health` takes while work is done, ms. */
async function longestHealth(side: Side, work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let done = false;
  const working = work().finally(() => {
    done = true;
  });
  while (!done) {
    longest = Math.max(longest, await ask(side, '/api/health'));
    await sleep(5);
  }
  await working;
  return longest;
}

it('a page takes the same time in a long history and in a short one', async () => {
  started = Date.now();
  const folder = temporaryFolder();
  const upstream = await startUpstream();
  const small = await open('small', folder.path, upstream.url);
  const large = await open('large', folder.path, upstream.url);
  console.log(
    `${'medians of 20, ms'.padEnd(28)}${['small', 'large', 'ratio', 'asked'].map((cell) => cell.padStart(10)).join('')}`,
  );
  for (const [what, asked, path] of ROWS) {
    const times: Record<Size, number[]> = { small: [], large: [] };
    for (let round = -3; round < ROUNDS; round++) {
      const [a, b] = [await ask(small, path(small)), await ask(large, path(large))];
      if (round < 0) continue;
      times.small.push(a);
      times.large.push(b);
    }
    const [a, b] = [quantile(times.small, 0.5), quantile(times.large, 0.5)];
    const cells = [a.toFixed(1), b.toFixed(1), (b / a).toFixed(2), `<= ${asked}`];
    console.log(`${what.padEnd(28)}${cells.map((cell) => cell.padStart(10)).join('')}`);
  }
  const exported = await longestHealth(large, () => ask(large, '/api/jobs/export?format=jsonl'));
  console.log(
    `/api/health during an export of 100,000 jobs as JSON Lines: at most ${exported.toFixed(0)} ms`,
  );
  const tab = async () => {
    for (let n = 0; n < 20; n++) await ask(large, `/jobs?q=house+${n}`);
  };
  const searched = await longestHealth(large, () =>
    Promise.all([tab(), tab(), tab(), tab(), tab()]),
  );
  console.log(`/api/health while five tabs search: at most ${searched.toFixed(0)} ms`);
  await Promise.all([small.app.stop(), large.app.stop(), upstream.close()]);
  folder.remove();
});
