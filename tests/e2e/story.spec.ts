import { type Browser, expect, type Page, test } from '@playwright/test';
import { startSandbox } from '@/sandbox';
import { startApp } from '../setup/app';
import { runningApp } from './running-app';
import {
  expectAccessible,
  findInHistory,
  makeLink,
  openAccountMenu,
  openNewHistory,
  PHONE_TOO,
  pasteAndWatch,
  signUp,
  watchForTrouble,
} from './steps';

test.describe.configure({ timeout: 120_000 });

async function openPrivately(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext();
  const visitor = await context.newPage();
  const response = await visitor.goto(link);
  expect(response?.status()).toBe(200);
  return visitor;
}

/** The rest of the story, the same with a key and without. */
async function shareAndRevoke(page: Page, browser: Browser): Promise<void> {
  const visitor = await openPrivately(browser, await makeLink(page));
  const trouble = watchForTrouble(visitor);
  const picture = visitor.getByRole('main').locator('img').last();
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
    .toBeGreaterThan(100);
  await expectAccessible(visitor);
  expect(trouble).toEqual([]);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByLabel('Share link')).toHaveCount(0);
  expect((await visitor.reload())?.status()).toBe(404);
  await expectAccessible(visitor);
  await visitor.context().close();
}

test.describe('without a key, in the sandbox', () => {
  const app = runningApp();

  test('from signing up to a shared picture', async ({ page, browser }) => {
    const trouble = watchForTrouble(page);
    await signUp(page, app.url);
    await expect(page.getByText('Sandbox: jobs and pictures')).toBeVisible();
    const sample = await page.getByRole('main').locator('code', { hasText: 'sbx_' }).textContent();
    await pasteAndWatch(page, sample ?? '');
    await findInHistory(page);
    await shareAndRevoke(page, browser);
    expect(trouble).toEqual([]);
  });

  test('sample jobs become pictures by themselves, and one fails', async ({ page }) => {
    await openNewHistory(page, app.url);
    await page.getByRole('button', { name: /sample jobs/i }).click();
    await expect(page.getByRole('article')).toHaveCount(5);
    await expect(page.getByRole('article').filter({ hasText: 'Pending' })).toHaveCount(0, {
      timeout: 90_000,
    });
    const shown = page.getByRole('article').filter({ has: page.getByRole('img') });
    await expect(shown).toHaveCount(4);
    await expect(page.getByRole('article').filter({ hasText: 'Failed' })).toHaveCount(1);
    await expectAccessible(page);
    await page.getByRole('article').filter({ hasText: 'Failed' }).getByRole('link').click();
    await expect(page).toHaveTitle(/Failed/);
    await expectAccessible(page);
  });
});

test.describe('with a key', () => {
  const KEY = 'a-key-for-the-story';
  let upstream: Awaited<ReturnType<typeof startSandbox>>;
  test.beforeAll(async () => {
    upstream = await startSandbox({ apiKey: KEY });
  });
  const app = runningApp(() => ({ GEPETTO_API_KEY: KEY, GEPETTO_API_URL: upstream.url }));
  test.afterAll(() => upstream.close());

  test('from signing up to a shared picture', PHONE_TOO, async ({ page, browser }) => {
    const trouble = watchForTrouble(page);
    await openNewHistory(page, app.url);
    await expect(page.getByText('Sandbox: jobs and pictures')).toHaveCount(0);
    const created = await fetch(
      `${upstream.url}/redesign?sandbox_seconds=20&sandbox_fate=success`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          url: 'https://rooms.example/room.jpg',
          styleId: 'modern',
          roomId: 'living_room',
          creativity: 15,
          webhook: 'https://hooks.example/',
        }),
      },
    );
    expect(created.status).toBe(200);
    await pasteAndWatch(page, await created.text());
    await findInHistory(page);
    await shareAndRevoke(page, browser);
    expect(trouble).toEqual([]);
  });
});

test('the operator sees the calls that were made', async ({ page }) => {
  const env = { ADMIN_EMAILS: 'operator@example.com' };
  const app = await startApp({ env });
  await openNewHistory(page, app.url, 'operator@example.com');
  // On a phone it is in the account menu.
  const inHeader = page.getByRole('navigation').getByRole('link', { name: 'Operator' });
  if (await inHeader.isVisible()) await inHeader.click();
  else {
    await openAccountMenu(page);
    await page.getByRole('menuitem', { name: 'Operator' }).click();
  }
  await expect(page.getByRole('heading', { level: 1 })).toContainText('last hour');
  await expectAccessible(page);
  await app.stop();
});

test('an unknown page is a 404', async ({ page }) => {
  const app = await startApp();
  expect((await page.goto(`${app.url}/nowhere`))?.status()).toBe(404);
  await expectAccessible(page);
  expect((await page.goto(`${app.url}/s/${'A'.repeat(43)}`))?.status()).toBe(404);
  await expectAccessible(page);
  await page.goto(`${app.url}/sign-in?error=CredentialsSignin`);
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
  await expectAccessible(page);
  await app.stop();
});
