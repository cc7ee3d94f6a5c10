import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import { addSandboxJob } from './sandbox-job';
import { expectAccessible, expectNoSidewaysScroll, signIn } from './steps';

const app = runningApp();

const picture = (page: Page) => page.getByRole('main').locator('img:visible').last();
const width = (page: Page) => picture(page).evaluate((img: HTMLImageElement) => img.naturalWidth);

test('says within 5 s that it is offline, how old the page is, and that it is back', async ({
  page,
  context,
}) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 600);
  await page.goto(`${app.url}/jobs/${id}`);
  const note = page.getByRole('status').filter({ hasText: 'line' });
  await expect(page.getByRole('main').locator('dl')).toContainText('Next check');
  await context.setOffline(true);
  await expect(note).toContainText(/You are offline.*known on \d/, { timeout: 5_000 });
  await expect(page.getByRole('main').locator('dl')).toContainText(
    /Next check\s*when you are online/,
  );
  await expect(page.getByText('Offline: no news')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await context.setOffline(false);
  await expect(note).toContainText('You are back online', { timeout: 5_000 });
  await expect(page.getByRole('main').locator('dl')).toContainText(/Next check\s*(?:in|now)/);
});

test('says that the server cannot be reached, and that the page is up to date again', async ({
  page,
}) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 600);
  await page.goto(`${app.url}/jobs/${id}`);
  await page.route('**/api/jobs/live*', (route) => route.abort());
  await expect(page.getByText(/Not updated since/)).toBeVisible();
  await page.unroute('**/api/jobs/live*');
  await expect(page.getByText('Up to date again.')).toBeVisible();
});

test('a picture that failed to load is tried again by itself', async ({ page, context }) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 0);
  let refused = 0;
  await page.route('**/picture*', (route) => {
    refused += 1;
    return refused <= 2 ? route.abort() : route.continue();
  });
  await page.goto(`${app.url}/jobs/${id}`);
  await expect(page.getByText('Trying again.').first()).toBeVisible();
  await expect.poll(() => width(page), { timeout: 30_000 }).toBeGreaterThan(100);

  await page.unroute('**/picture*');
  await page.route('**/picture*', (route) => route.abort());
  await page.reload();
  await expect(page.getByText('Trying again.').first()).toBeVisible();
  await context.setOffline(true);
  await page.unroute('**/picture*');
  await context.setOffline(false);
  await expect.poll(() => width(page)).toBeGreaterThan(100);
});

test('a shared page says that it is offline or cannot be updated, and goes on', async ({
  page,
  context,
}) => {
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 40);
  const made = await user.fetch(`/api/jobs/${id}/shares`, { method: 'POST' });
  const { share } = (await made.json()) as { share: { path: string } };
  await page.goto(app.url + share.path);
  await expect(page.getByText('as soon as it is ready')).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText(/You are offline/)).toBeVisible({ timeout: 5_000 });
  await expect(page.getByText('Offline: no news')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await context.setOffline(false);
  await expect(page.getByText('You are back online.')).toBeVisible({ timeout: 5_000 });

  // The network is there, and the server is not.
  await page.route('**/*', (route) => route.abort());
  await expect(page.getByText('cannot be updated at the moment')).toBeVisible();
  await page.unroute('**/*');
  await expect(page.getByRole('link', { name: 'Download' })).toBeVisible({ timeout: 90_000 });
});

test('a picture that stays away is tried again every five minutes', async ({ page }) => {
  await page.clock.install();
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 0);
  let tries = 0;
  await page.route('**/picture*', (route) => {
    tries += 1;
    return route.abort();
  });
  await page.goto(`${app.url}/jobs/${id}`);
  await expect(page.getByText('Trying again.').first()).toBeVisible();
  for (let after = 1; after <= 7; after++) {
    const before = tries;
    await expect(async () => {
      await page.clock.fastForward(301_000);
      expect(tries).toBeGreaterThan(before);
    }).toPass({ timeout: 15_000 });
  }
});
