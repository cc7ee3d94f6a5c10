import { readFileSync } from 'node:fs';
import { Agent, get as httpGet, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { type RunningApp, startApp } from '../setup/app';
import { type Client, signedIn } from '../setup/client';
import { quantile } from './baselines';

/** How long each load lasts, ms. */
const LOAD_MS = 10_000;

type Answer = { status: number; ms: number };

let app: RunningApp;
let user: Client;
let page: string;

beforeAll(async () => {
  app = await startApp({ env: { API_REQUESTS_PER_MINUTE: '10000000' } });
  user = await signedIn(app.url);
  const response = await user.fetch('/api/samples', { method: 'POST' });
  const { jobs } = (await response.json()) as { jobs: { id: string }[] };
  page = `/jobs/${jobs[0]?.id}`;
});
afterAll(() => app.stop());

function ask(agent: Agent, path: string): Promise<Answer & { retryAfterS: number }> {
  const start = performance.now();
  const headers = { cookie: user.cookie, 'accept-encoding': 'br' };
  return new Promise((resolve, reject) => {
    httpGet(new URL(path, app.url), { agent, headers }, (response: IncomingMessage) => {
      response.resume().once('end', () => {
        const ms = performance.now() - start;
        const retryAfterS = Number(response.headers['retry-after'] ?? 0);
        resolve({ status: response.statusCode ?? 0, ms, retryAfterS });
      });
    }).once('error', reject);
  });
}

/** Memory of the app, MB; 0 where the platform does not say. */
function rss(): number {
  try {
    return (
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${app.pid}/status`, 'utf8'))?.[1]) / 1024
    );
  } catch {
    return 0;
  }
}

/**
 * Loads the status page over connections that ask again at once.
 * @param patient whether a connection that is turned away waits as long as `Retry-After` says
 */
async function load(connections: number, patient: boolean) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const own = new Agent({ keepAlive: true });
  const until = Date.now() + LOAD_MS;
  const pages: Answer[] = [];
  const health: number[] = [];
  let memory = 0;
  const read = async () => {
    while (Date.now() < until) {
      const answer = await ask(agent, page);
      pages.push(answer);
      if (answer.status === 503 && patient) await sleep(answer.retryAfterS * 1_000);
    }
  };
  const watch = async () => {
    while (Date.now() < until) {
      health.push((await ask(own, '/api/health')).ms);
      memory = Math.max(memory, rss());
      await sleep(100);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: connections }, read)]);
  agent.destroy();
  own.destroy();
  const served = pages.filter(({ status }) => status === 200).map(({ ms }) => ms);
  const perSecond = (count: number) => Math.round(count / (LOAD_MS / 1_000));
  const at = (list: number[], q: number) => `${Math.round(quantile(list, q))} ms`;
  return {
    connections,
    'when turned away': patient ? 'wait' : 'ask again',
    'pages/s': perSecond(served.length),
    '503/s': perSecond(pages.length - served.length),
    'page median': at(served, 0.5),
    'page p99': at(served, 0.99),
    'health median': at(health, 0.5),
    'health max': at(health, 1),
    'memory MB': Math.round(memory),
  };
}

it('the status page under load', async () => {
  await load(20, true);
  const rows = [
    await load(20, true),
    await load(200, true),
    await load(200, false),
    await load(1_000, true),
  ];
  console.table(rows);
});
