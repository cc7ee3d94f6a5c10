import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { jobs, openDatabase } from '@/lib/db';
import { startApp } from './app';
import { signedIn } from './client';
import { storageBeside, storeResult } from './stored-result';
import { temporaryFolder } from './temp-folder';
import { startUpstream } from './upstream';

const JSON_TYPE = { 'content-type': 'application/json' };

/** A room before and after, as Gepetto makes them: JPEGs of 1536 x 1024 px. */
async function room() {
  const [before, after] = await Promise.all(
    ['before', 'after'].map((name) =>
      sharp(readFileSync(`public/hero/${name}.webp`))
        .resize(1536, 1024, { fit: 'cover' })
        .jpeg({ quality: 90 })
        .toBuffer(),
    ),
  );
  if (!before || !after) throw new Error('public/hero is incomplete.');
  return { before, after };
}

/** The app with links to results. */
export async function openShared() {
  const folder = temporaryFolder();
  const path = `${folder.path}/bottega.db`;
  const upstream = await startUpstream();
  const app = await startApp({
    env: {
      DATABASE_URL: `file:${path}`,
      GEPETTO_API_KEY: 'a-key-for-the-benchmark',
      GEPETTO_API_URL: upstream.url,
      API_REQUESTS_PER_MINUTE: '10000000',
    },
  });
  const user = await signedIn(app.url);
  const database = await openDatabase(`file:${path}`);
  const storage = await storageBeside({ path, url: '' });
  const shown = await room();
  const input = upstream.serve('before.jpg', shown.before);

  /** Makes a link to new results. @param picture what is stored of each; a room if nothing is given */
  async function share(count: number, more: object = {}, picture?: () => Buffer): Promise<string> {
    const jobIds: string[] = [];
    for (let at = 0; at < count; at++) {
      const output = new URL(`/gone-${at}.jpg`, upstream.url).href;
      const body = { status: 'success', mode: 'redesign', output };
      const id = upstream.add({ kind: 'json', body: JSON.stringify(body) });
      await user.fetch(`/v1/job/${id}`);
      const full = picture?.() ?? shown.after;
      await storeResult({
        db: database.db,
        storage,
        jobId: id,
        picture: full,
        shown: shown.after,
      });
      await database.db.update(jobs).set({ inputUrl: input }).where(eq(jobs.id, id));
      jobIds.push(id);
    }
    const body = JSON.stringify({ jobIds, ...more });
    const made = await user.fetch('/api/shares', { method: 'POST', headers: JSON_TYPE, body });
    const { share: link } = (await made.json()) as { share: { path: string } };
    return `${app.url}${link.path}`;
  }
  return {
    app,
    share,
    close: async () => {
      database.close();
      await Promise.all([app.stop(), upstream.close()]);
      folder.remove();
    },
  };
}
