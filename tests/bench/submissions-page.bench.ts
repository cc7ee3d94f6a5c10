import { type Browser, chromium, type Page } from '@playwright/test';
import { it } from 'vitest';
import { findChromium } from '../../scripts/lib/browser.mjs';
import { startApp } from '../setup/app';
import { browserCookies, type Client, signedIn } from '../setup/client';
import { quantile } from './baselines';
import { photoLike } from './photo-like';

const ROUNDS = 9;
/** 12 megapixels, as a phone takes them. */
const PHOTO: [number, number] = [4032, 3024];
/** How long the job of a round takes, s: its end falls anywhere between two requests of the page. */
const secondsOf = (n: number) => 4 + n / ROUNDS;

/** Opens the form anew, ready for a photo. */
async function openForm(page: Page, url: string, seconds: number): Promise<void> {
  await page.goto(`${url}/jobs`);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(`${url}/jobs/new?mode=upscale`);
  await page.getByText('Additional parameters (JSON)').click();
  const parameters = { sandbox_seconds: seconds, sandbox_fate: 'success' };
  const field = page.getByLabel('Additional parameters', { exact: true });
  await field.fill(JSON.stringify(parameters));
}

/** When the sandbox ended the newest job of a user, ms UTC. */
async function endOfNewest(user: Client, seconds: number): Promise<number> {
  const { jobs } = (await (await user.fetch('/api/jobs')).json()) as { jobs: { id: string }[] };
  const response = await user.fetch(`/v1/job/${jobs[0]?.id}`);
  const { createdAt } = (await response.json()) as { createdAt: string };
  return Date.parse(createdAt) + seconds * 1_000;
}

/** From choosing the photo to "sent", and from the job's end to its picture on the page, ms. */
async function round(page: Page, url: string, user: Client, buffer: Buffer, seconds: number) {
  await openForm(page, url, seconds);
  const began = Date.now();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose photos' }).click();
  await (await choosing).setFiles({ name: 'Room.jpg', mimeType: 'image/jpeg', buffer });
  const chosen = page.getByRole('list', { name: 'Chosen photos' });
  await chosen.getByRole('img').waitFor();
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('heading', { name: 'Sent', exact: true }).waitFor();
  const sentMs = Date.now() - began;
  await page.locator('article img[alt*="result"]').first().waitFor({ timeout: 60_000 });
  return { sentMs, shownMs: Date.now() - (await endOfNewest(user, seconds)) };
}

it('from a photo to its picture, on the page', async () => {
  const app = await startApp();
  const user = await signedIn(app.url);
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies(browserCookies(user, app.url));
  const page = await context.newPage();
  const photo = await photoLike(PHOTO);
  const rounds: Awaited<ReturnType<typeof round>>[] = [];
  for (let n = 0; n < ROUNDS; n++)
    rounds.push(await round(page, app.url, user, photo, secondsOf(n)));
  const median = (name: 'sentMs' | 'shownMs') =>
    Math.round(
      quantile(
        rounds.map((each) => each[name]).sort((a, b) => a - b),
        0.5,
      ),
    );
  const megabytes = (photo.byteLength / 1_000_000).toFixed(1);
  console.log(
    `a photo of 12 megapixels, ${megabytes} MB, until "sent": median ${median('sentMs')} ms (asked < 3000)`,
  );
  console.log(
    `the end of a job until its picture is on the page: median ${median('shownMs')} ms (asked < 1000)`,
  );
  await browser.close();
  await app.stop();
});
