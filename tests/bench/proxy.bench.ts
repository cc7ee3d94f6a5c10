import { join } from 'node:path';
import Database from 'better-sqlite3';
import { it } from 'vitest';
import { startApp } from '../setup/app';
import { signedIn } from '../setup/client';
import { temporaryFolder } from '../setup/temp-folder';
import { tokenOf } from '../setup/token';
import { alternate, type Figures, medianOf, ratioOf } from './load';
import { startPassThrough } from './pass-through';
import { startSlowUpstream } from './slow-upstream';

const ROUNDS = 7;
/** Longer than a round, and no longer than a check is ever planned ahead: later ones count as due. */
const FRESH_MS = 10 * 60 * 1_000;

function line(what: string, cells: string[], asked = ''): string {
  return `${what.padEnd(44)}${cells.map((cell) => cell.padStart(12)).join('')}   ${asked}`;
}

function row(what: string, figures: Figures[], yardstick: Figures[], asked?: string): string {
  const cells = [
    medianOf(figures, 'rate').toFixed(0),
    ratioOf(figures, yardstick, 'rate').toFixed(2),
    medianOf(figures, 'p99').toFixed(0),
    ratioOf(figures, yardstick, 'p99').toFixed(2),
  ];
  return line(what, cells, asked);
}

it('the drop-in compared with a trivial handler and a pass-through', async () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'bottega.db');
  const upstream = await startSlowUpstream();
  const app = await startApp({
    env: {
      DATABASE_URL: `file:${path}`,
      GEPETTO_API_KEY: 'a-key-for-the-benchmark',
      GEPETTO_API_URL: upstream.url,
      API_REQUESTS_PER_MINUTE: '10000000',
    },
  });
  const passThrough = await startPassThrough(upstream.host);
  const headers = { authorization: `Bearer ${await tokenOf(await signedIn(app.url))}` };
  const job = (id: string) => ({ url: `${app.url}/v1/job/${id}`, headers });
  for (const id of ['done-1', 'pending-1']) await fetch(job(id).url, { headers });

  // The pending job is never due during a round: a due one would measure upstream.
  const database = new Database(path, { timeout: 5_000 });
  const keepFresh = () =>
    database
      .prepare("UPDATE jobs SET next_check_at = ? WHERE state = 'pending'")
      .run(Date.now() + FRESH_MS);

  const measured = await alternate(
    {
      trivial: { url: `${app.url}/api/health` },
      settled: job('done-1'),
      pending: { ...job('pending-1'), before: keepFresh },
      passThrough: {
        url: passThrough.url,
        headers: { 'x-fal-target-url': `${upstream.url}/job/done-1` },
      },
    },
    ROUNDS,
  );

  const { trivial, settled, pending } = measured;
  console.log(line('', ['requests/s', 'ratio', 'p99 ms', 'ratio'], 'asked'));
  console.log(row('trivial handler (GET /api/health)', trivial, trivial));
  console.log(row('a settled job, with a token', settled, trivial, '>= 0.80, p99 <= 1.5'));
  console.log(row('a pending job, fresh, with a token', pending, trivial, '>= 0.75'));
  console.log(row('@fal-ai/server-proxy, upstream takes 50 ms', measured.passThrough, trivial));

  database.close();
  await Promise.all([app.stop(), passThrough.stop(), upstream.close()]);
  folder.remove();
});
