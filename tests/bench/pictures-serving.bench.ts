import { randomBytes } from 'node:crypto';
import { it } from 'vitest';
import { openDatabase } from '@/lib/db';
import { startApp } from '../setup/app';
import { signedIn } from '../setup/client';
import { storageBeside, storeResult } from '../setup/stored-result';
import { temporaryFolder } from '../setup/temp-folder';
import { alternate, type Figures, medianOf, ratioOf } from './load';
import { startSlowUpstream } from './slow-upstream';

const ROUNDS = 7;
const THUMBNAIL_BYTES = 30_000;

function row(what: string, figures: Figures[], yardstick: Figures[], asked = ''): string {
  const cells = [
    medianOf(figures, 'rate').toFixed(0),
    ratioOf(figures, yardstick, 'rate').toFixed(2),
    medianOf(figures, 'p99').toFixed(0),
  ];
  return `${what.padEnd(44)}${cells.map((cell) => cell.padStart(12)).join('')}   ${asked}`;
}

it('stored thumbnails compared with a trivial handler', async () => {
  const folder = temporaryFolder();
  const path = `${folder.path}/bottega.db`;
  const upstream = await startSlowUpstream();
  const app = await startApp({
    env: {
      DATABASE_URL: `file:${path}`,
      GEPETTO_API_KEY: 'a-key-for-the-benchmark',
      GEPETTO_API_URL: upstream.url,
      API_REQUESTS_PER_MINUTE: '10000000',
    },
  });
  const user = await signedIn(app.url);
  await user.fetch('/v1/job/done-1');
  const database = await openDatabase(`file:${path}`);
  const storage = await storageBeside({ path, url: '' });
  const stored = await storeResult({ db: database.db, storage, jobId: 'done-1' });
  await storage.put(`${stored.folder}/320.webp`, randomBytes(THUMBNAIL_BYTES), 'image/webp');
  database.close();

  const headers = { cookie: user.cookie };
  const url = `${app.url}/api/jobs/done-1/picture?of=output&size=320&v=${stored.hash.slice(0, 16)}`;
  const measured = await alternate(
    {
      trivial: { url: `${app.url}/api/health` },
      thumbnail: { url, headers },
      unchanged: {
        url,
        headers: { ...headers, 'if-none-match': `"${stored.hash}-320"` },
        status: 304,
      },
    },
    ROUNDS,
  );
  const { trivial, thumbnail, unchanged } = measured;
  console.log(`${''.padEnd(44)}  requests/s       ratio      p99 ms   asked`);
  console.log(row('trivial handler (GET /api/health)', trivial, trivial));
  console.log(row('a 30 kB thumbnail, with a session', thumbnail, trivial, '>= 0.70'));
  console.log(row('the same, 304', unchanged, trivial, '>= 0.80'));

  await Promise.all([app.stop(), upstream.close()]);
  folder.remove();
});
