import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import { addSandboxJob } from './sandbox-job';
import { expectAccessible, signIn } from './steps';

const app = runningApp();

/** What the browser does to a page whose tab is in the background, as far as a page can see it. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    const state = value ? 'hidden' : 'visible';
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

/** The moments of the requests for live jobs, ms. */
function polls(page: Page): number[] {
  const moments: number[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/jobs/live')) moments.push(Date.now());
  });
  return moments;
}

/** Notifications that the page has shown, and how often it asked for the permission. */
type Seen = { titles: string[]; asked: number };

async function watchNotifications(page: Page): Promise<() => Promise<Seen>> {
  await page.addInitScript(() => {
    const seen: Seen = { titles: [], asked: 0 };
    let permission: NotificationPermission = 'default';
    class Recorder {
      static get permission() {
        return permission;
      }
      static async requestPermission() {
        seen.asked += 1;
        permission = 'granted';
        return permission;
      }
      constructor(title: string) {
        seen.titles.push(title);
      }
    }
    Object.assign(window, { Notification: Recorder, seen });
  });
  return () => page.evaluate(() => (window as unknown as { seen: Seen }).seen);
}

test('a hidden tab tells of the end, with a request every 30 s at most', async ({ page }) => {
  const seen = await watchNotifications(page);
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 20);
  const moments = polls(page);
  await page.goto(`${app.url}/jobs/${id}`);
  await expect(page).toHaveTitle(/Pending/);
  await page.getByRole('button', { name: 'Notify me' }).click();
  await expect(page.getByRole('button', { name: 'Stop notifying me' })).toBeVisible();
  await expectAccessible(page);
  await expect.poll(() => moments.length).toBeGreaterThan(0);
  await setHidden(page, true);
  moments.splice(0, moments.length - 1);
  await expect(page).toHaveTitle(/Succeeded/, { timeout: 60_000 });
  await expect(page.locator('link[rel="icon"]')).toHaveAttribute('href', /2d6a4a/);
  for (const [i, at] of moments.slice(1).entries()) {
    expect(at - (moments[i] ?? 0)).toBeGreaterThan(29_000);
  }
  expect(await seen()).toMatchObject({ titles: [expect.stringContaining('Succeeded')], asked: 1 });
});

test('the history in a hidden tab counts what has finished', async ({ page }) => {
  const seen = await watchNotifications(page);
  const user = await signIn(page, app.url);
  await addSandboxJob(user, 8);
  await page.goto(`${app.url}/jobs`);
  await expect(page.getByRole('article')).toContainText('Pending');
  await setHidden(page, true);
  await expect(page).toHaveTitle(/^\(1\) Jobs/, { timeout: 60_000 });
  await setHidden(page, false);
  await expect(page).toHaveTitle(/^Jobs/);
  // Nobody has asked for notifications.
  expect(await seen()).toEqual({ titles: [], asked: 0 });
});

/** After five minutes browsers let a hidden page's timers run once a minute. Here they do not run at all. */
async function holdTimersWhileHidden(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { setTimeout } = window;
    const held = (then: () => void, ms = 0): number =>
      setTimeout(
        () => (document.visibilityState === 'hidden' && ms >= 1_000 ? held(then, ms) : then()),
        ms,
      );
    Object.assign(window, { setTimeout: held });
  });
}

test('a tab that has been hidden for long tells of the end in time', async ({ page }) => {
  await holdTimersWhileHidden(page);
  const user = await signIn(page, app.url);
  const id = await addSandboxJob(user, 20);
  const moments = polls(page);
  await page.goto(`${app.url}/jobs/${id}`);
  await expect(page).toHaveTitle(/Pending/);
  await expect.poll(() => moments.length).toBeGreaterThan(0);
  await setHidden(page, true);
  await expect(page).toHaveTitle(/Succeeded/, { timeout: 60_000 });
});
