import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Browser,
  type BrowserContextOptions,
  expect,
  type Page,
  test,
} from '@playwright/test';
import Database from 'better-sqlite3';
import type { Client } from '../setup/client';
import { unzip } from '../setup/unzip';
import { runningAppAt } from './running-app';
import { addSandboxJob } from './sandbox-job';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  pressEnter,
  signIn,
  watchForTrouble,
} from './steps';
import { hang, picture } from './wall-history';

const { app, place } = runningAppAt();

/** A site that shows whatever its address names in a frame. */
let site: Server;
test.beforeAll(async () => {
  site = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<iframe src="${app.url}${request.url}" width="900" height="600"></iframe>`);
  });
  await new Promise<void>((resolve) => site.listen(0, resolve));
});
test.afterAll(() => void site.close());

function write(sql: string, ...values: unknown[]): void {
  const db = new Database(place.database);
  db.pragma('busy_timeout = 5000');
  db.prepare(sql).run(...values);
  db.close();
}

/** Somebody else, who has the link alone. */
async function client(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const viewport = test.info().project.use.viewport ?? null;
  return (await browser.newContext({ viewport, ...options })).newPage();
}

/** The address of a new link. */
async function share(user: Client, body: object): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const made = await user.fetch('/api/shares', {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(made.status).toBe(201);
  return `${app.url}${((await made.json()) as { share: { path: string } }).share.path}`;
}

const gone = (page: Page) => page.getByRole('heading', { name: 'This link does not work' });

test('a board of a photo, signed by a studio: in French, as a ZIP, in a frame', async ({
  page,
  browser,
}) => {
  const trouble = watchForTrouble(page);
  const user = await signIn(page, app.url);
  const [hall = '', ...others] = await hang(place, user.email, [
    { size: [900, 600], label: 'Hall' },
    { size: [600, 900], label: 'Kitchen' },
    { size: [960, 540], label: 'Salon' },
  ]);
  const body = new Uint8Array(await picture(600, 400, 200));
  const headers = { 'content-type': 'image/jpeg' };
  const added = await user.fetch('/api/photos?name=Attic.jpg', { method: 'POST', headers, body });
  const { photo } = (await added.json()) as { photo: { id: string } };
  for (const id of others) write('UPDATE jobs SET photo_id = ? WHERE id = ?', photo.id, id);

  await page.goto(`${app.url}/settings/account`);
  await page.getByLabel('Studio name').fill('Atelier Léa');
  await pressEnter(page.getByLabel('Studio name'));
  const logo = { name: 'logo.jpg', mimeType: 'image/jpeg', buffer: await picture(300, 100) };
  await page.getByLabel('Logo', { exact: true }).setInputFiles(logo);
  await expect(page.getByAltText('Your logo')).toBeVisible();

  // All results of the photo; then one more, from the history.
  await page.goto(`${app.url}/photos`);
  await page.getByRole('button', { name: 'More for Attic' }).click();
  await page.getByRole('menuitem', { name: 'Make a board' }).click();
  await page.getByLabel('Title').fill('Under the roof');
  const frame = `localhost:${(site.address() as AddressInfo).port}`;
  await page.getByLabel('Sites that may embed it').fill(`http://${frame}`);
  await page.getByRole('button', { name: 'Add results' }).click();
  await page.getByRole('checkbox', { name: 'Select Hall' }).check();
  await page.getByRole('button', { name: 'Add to the board' }).click();
  await expect(page.getByRole('heading', { name: '3 results' })).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('Under the roof');
  await expect(page.getByLabel('Code for a site')).toHaveValue(/title="Under the roof"/);
  await expectAccessible(page);
  const address = await page.getByLabel('Share link').inputValue();
  expect(trouble).toEqual([]);

  const visitor = await client(browser, { locale: 'fr-FR', acceptDownloads: true });
  const seen = watchForTrouble(visitor);
  await visitor.goto(address);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Under the roof');
  await expect(visitor.getByText('Atelier Léa')).toBeVisible();
  const mark = visitor.locator('img[src$="/logo"]');
  await expect.poll(() => mark.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(300);
  await expect(visitor.getByText('Photo 1 · 2 rendus')).toBeVisible();
  expect(await visitor.content()).not.toContain(hall);
  await expectAccessible(visitor);
  await expectNoSidewaysScroll(visitor);
  const downloading = visitor.waitForEvent('download');
  await visitor.getByRole('link', { name: 'Tout télécharger' }).click();
  const files = Object.keys(unzip(readFileSync(await (await downloading).path())));
  expect(files).toHaveLength(3);
  expect(seen).toEqual([]);

  const embed = `${new URL(address).pathname}/embed`;
  await visitor.goto(`http://${frame}${embed}`);
  await expect(visitor.frameLocator('iframe').getByRole('img').first()).toBeVisible();
  await visitor.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}${embed}`);
  await expect.poll(() => visitor.frames().at(-1)?.url()).toBe('chrome-error://chromewebdata/');
  await visitor.context().close();
});

test('a client waits, is locked out, comes too late', async ({ page, browser }) => {
  const user = await signIn(page, app.url);
  const visitor = await client(browser);
  // The picture comes while they look, and look at other links.
  const pending = await share(user, { jobIds: [await addSandboxJob(user, 12)] });
  const waiting = await visitor.context().newPage();
  await waiting.goto(pending);
  await expect(waiting.getByText('The picture will appear here')).toBeVisible();

  const jobIds = await hang(place, user.email, [{ size: [900, 600] }, { size: [600, 900] }]);
  // The fifth wrong password locks out the right one, too.
  const locked = await share(user, { jobIds, password: 'open sesame' });
  await visitor.goto(locked);
  const guess = async () => {
    await visitor.getByLabel('Password').fill('open says me');
    await visitor.getByRole('button', { name: 'Open' }).click();
  };
  for (const left of ['4', '3', '2', 'one']) {
    await guess();
    await expect(visitor.getByText(`After ${left} more wrong tr`)).toBeVisible();
  }
  await guess();
  await expect(gone(visitor)).toBeVisible();
  await expectAccessible(visitor);
  await expectNoSidewaysScroll(visitor);
  const form = { password: 'open sesame' };
  const right = await visitor.request.post(`${locked}/unlock`, {
    form,
    headers: { origin: app.url },
  });
  expect(right.status()).toBe(404);
  expect((await visitor.goto(locked))?.status()).toBe(404);

  // What it started from is nowhere: the result is there all the same, without a comparison.
  const input = 'https://127.0.0.1:9/gone.jpg';
  const alone = await share(user, {
    jobIds: await hang(place, user.email, [{ size: [900, 600], input }]),
  });
  await visitor.goto(alone);
  await expect(visitor.locator('.shared-item[data-without-before] .pair-after')).toBeVisible();
  await expect(visitor.locator('.pair-before')).toBeHidden();
  await expect(visitor.getByText('could not be loaded')).toBeHidden();
  await expect(visitor.getByRole('radio', { name: 'Before' })).toBeHidden();

  // One visitor may look; the next may not.
  const once = await share(user, { jobIds, maxViews: 1, title: 'Once' });
  const real = { userAgent: 'Mozilla/5.0 (X11; Linux x64) Chrome/140.0.0.0 Safari/537.36' };
  const first = await client(browser, real);
  expect((await first.goto(once))?.status()).toBe(200);
  await expect.poll(async () => (await visitor.goto(once))?.status()).toBe(404);
  await first.context().close();

  // It gets a new address, and ends, while they have it open.
  const open = await share(user, { jobIds, title: 'Open' });
  await visitor.goto(open);
  await page.goto(`${app.url}/shares`);
  await expect(page.getByText('Ended: all its views are used')).toBeVisible();
  await page.getByRole('link', { name: 'Edit the link to Open' }).click();
  await page.getByRole('button', { name: 'New address' }).click();
  await page.getByRole('button', { name: 'Replace the address' }).click();
  await expect(page.getByLabel('Share link')).not.toHaveValue(open);
  await visitor.getByRole('button', { name: 'I like this one' }).first().click();
  await expect(gone(visitor)).toBeVisible();
  const next = await page.getByLabel('Share link').inputValue();
  expect((await visitor.goto(next))?.status()).toBe(200);
  write(`UPDATE shares SET expires_at = ? WHERE title = 'Open'`, Date.now() - 1);
  expect((await visitor.reload())?.status()).toBe(404);
  await page.reload();
  await expect(page.getByText('Ended: its time is over')).toBeVisible();
  await expect(waiting.locator('.pair-after')).toBeVisible();
  await visitor.context().close();
});
