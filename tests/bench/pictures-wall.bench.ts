import { type Browser, chromium, type Page } from '@playwright/test';
import { it } from 'vitest';
import { jobs, openDatabase, users } from '@/lib/db';
import { findChromium } from '../../scripts/lib/browser.mjs';
import { startApp } from '../setup/app';
import { browserCookies, type Client, signedIn } from '../setup/client';
import { addJobs } from '../setup/many-jobs';
import { storageBeside, storeResult } from '../setup/stored-result';
import { temporaryFolder } from '../setup/temp-folder';
import { photoLike } from './photo-like';

const PICTURES = 48;
const SHAPES: [number, number][] = [
  [2048, 1536],
  [1536, 2048],
  [1920, 1080],
  [1536, 1536],
];

/** The bytes of pictures that a page transfers until all of its cards have been seen. */
async function transferred(page: Page, go: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const pictures = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Image') pictures.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (pictures.has(requestId)) bytes += encodedDataLength;
  });
  await go();
  for (const image of await page.locator('.wall img[srcset]').all()) {
    await image.scrollIntoViewIfNeeded();
    await image.evaluate((img: HTMLImageElement) => img.decode());
  }
  await session.detach();
  return bytes;
}

async function look(browser: Browser, url: string, user: Client, width: number): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  await context.addCookies(browserCookies(user, url));
  const page = await context.newPage();
  const first = await transferred(page, () => page.goto(`${url}/jobs`));
  const again = await transferred(page, async () => {
    await page.goto(`${url}/settings`);
    await page.goto(`${url}/jobs`);
  });
  const cards = await page.getByRole('article').count();
  const each = (first / cards / 1_000).toFixed(1);
  console.log(
    `${cards} cards at ${width} px, kB a card: ${each} (asked <= 60), again ${again} bytes (asked 0)`,
  );
  await context.close();
}

it('pictures that a wall transfers', async () => {
  const folder = temporaryFolder();
  const path = `${folder.path}/bottega.db`;
  const app = await startApp({ env: { DATABASE_URL: `file:${path}` } });
  const user = await signedIn(app.url);
  const { db, close } = await openDatabase(`file:${path}`);
  const storage = await storageBeside({ path, url: '' });
  const drawn = await Promise.all(SHAPES.map(photoLike));
  await hangAll();
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox'],
  });
  for (const width of [360, 1440]) await look(browser, app.url, user, width);
  await browser.close();
  close();
  await app.stop();
  folder.remove();

  async function hangAll(): Promise<void> {
    const [row] = await db.select({ id: users.id }).from(users);
    const ids = Array.from({ length: PICTURES }, (_, n) => `wall-${n}`);
    const at = Date.now() - PICTURES;
    await addJobs(
      db,
      String(row?.id),
      ids.map((id, n) => ({ id, at: at + n })),
    );
    for (const [n, jobId] of ids.entries()) {
      const picture = drawn[n % drawn.length];
      await storeResult({ db, storage, jobId, ...(picture && { picture }) });
    }
    // Only now: a job with an address and no result would be copied.
    await db.update(jobs).set({ output: 'http://127.0.0.1:9/gone.png' });
  }
});
