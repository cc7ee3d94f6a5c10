import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { browserCookies, type Client, PASSWORD, signedIn } from '../setup/client';

/** For a test that runs on a phone's width too: what depends on it, or what everybody does there. */
export const PHONE_TOO = { tag: '@phone' };

/** The only rule whose outcome depends on the theme. */
const OF_THEME = ['color-contrast'];

/** Expects no accessibility violation on the current page, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // A page that refreshes is without a title for a moment: Playwright waits for it, and axe does not.
    await expect(page).toHaveTitle(/./);
    // Without motion: colours that are still changing are no contrast to judge.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Our pages have no frames: without them axe needs no second page, and takes half of the time.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).disableRules(['document-title']);
    if (colorScheme === 'dark') axe.withRules(OF_THEME);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((n) => n.target) }));
    expect(found, `${page.url()} ${colorScheme}`).toEqual([]);
  }
}

/** Sends a form by Enter in one of its fields: before a page has hydrated, its buttons are disabled and Enter does nothing. */
export async function pressEnter(field: Locator): Promise<void> {
  await expect(field.locator('xpath=ancestor::form//button[@type="submit"]').first()).toBeEnabled();
  await field.press('Enter');
}

/** Opens the menu of the account. A press before the page has hydrated opens nothing. */
export async function openAccountMenu(page: Page): Promise<void> {
  const menu = page.getByRole('menu');
  await expect(async () => {
    if (!(await menu.isVisible())) await page.getByRole('button', { name: 'Account' }).click();
    await expect(menu).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** Signs out by the menu of the account. */
export async function signOut(page: Page): Promise<void> {
  await openAccountMenu(page);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();
}

const PHONE_WIDTH = 360;

/** Expects the page to be no wider than the window, nor than that of a phone. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const window = page.viewportSize();
  const widths = [window?.width, PHONE_WIDTH].filter((width) => width !== undefined);
  for (const width of new Set(widths)) {
    if (window) await page.setViewportSize({ ...window, width });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
  }
  if (window) await page.setViewportSize(window);
}

/** Collects script errors, blocked resources and failed requests, which no page may have. */
export function watchForTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`${message.text()} ${message.location().url}`);
  });
  return trouble;
}

/** Signs a new user up and in over HTTP, and gives the browser the session. */
export async function signIn(page: Page, url: string, email?: string): Promise<Client> {
  const user = await signedIn(url, email === undefined ? {} : { email });
  await page.context().addCookies(browserCookies(user, url));
  return user;
}

/** Opens the empty history of a new user. */
export async function openNewHistory(page: Page, url: string, email?: string): Promise<void> {
  await signIn(page, url, email);
  await page.goto(`${url}/jobs`);
}

/** Signs a new user up through the pages, checks each of them, and ends on the history. */
export async function signUp(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Email').fill(`${randomUUID()}@example.com`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  await expectAccessible(page);
}

/** Adds a job by pasting and watches its page until the picture has come by itself. */
export async function pasteAndWatch(page: Page, pasted: string): Promise<void> {
  await page.getByLabel('Add a job').fill(pasted);
  await page.getByLabel('Add a job').press('Enter');
  await expect(page).toHaveURL(/\/jobs\/[\w-]+$/);
  await expect(page).toHaveTitle(/Pending/);
  await expectAccessible(page);
  await expect(page).toHaveTitle(/Succeeded/, { timeout: 60_000 });
  const picture = page.getByRole('main').locator('img').last();
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
    .toBeGreaterThan(100);
  await expectAccessible(page);
}

/** Finds the job that was just watched in the history, and comes back to its page. */
export async function findInHistory(page: Page): Promise<void> {
  const path = new URL(page.url()).pathname;
  await page.getByRole('main').getByRole('link', { name: 'Jobs' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  // A success needs no word: its picture is there.
  await expect(page.getByRole('article').getByRole('img')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('article').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
}

/** Shows the filter of the history: on a phone it is behind a button. */
export async function openFilter(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Filter/ });
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if ((await button.isVisible()) && (await button.getAttribute('aria-expanded')) === 'false') {
    await button.click();
  }
  await expect(page.getByRole('searchbox')).toBeVisible();
}

/** Makes a share link on a status page and returns it. */
export async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy link', exact: true }).click();
  const link = page.getByLabel('Share link');
  await expect(link).toHaveValue(/\/s\/[\w-]{43}$/);
  await expectAccessible(page);
  return link.inputValue();
}
