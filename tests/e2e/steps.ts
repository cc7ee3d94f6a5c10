import { randomUUID } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const PASSWORD = 'correct horse battery staple';

/** What the story tells about the page it stands on, in the light and in the dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Without motion: colours that are still changing are no contrast to judge.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((n) => n.target) }));
    expect(found, `${page.url()} ${colorScheme}`).toEqual([]);
  }
}

/** The page is no wider than the window: nothing has to be pushed aside to be read. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond, page.url()).toBeLessThanOrEqual(0);
}

/** Collects what must never happen on any page: script errors, blocked resources, failed requests. */
export function watchForTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`${message.text()} ${message.location().url}`);
  });
  return trouble;
}

/** Signs somebody new up through the page, as a person would, and ends on the history. */
export async function signUp(
  page: Page,
  url: string,
  email = `${randomUUID()}@example.com`,
): Promise<void> {
  await page.goto(url);
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Email').fill(email);
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
  await expect(page.getByRole('article')).toContainText('Succeeded');
  await expectAccessible(page);
  await page.getByRole('article').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`${path}$`));
}

/** Makes a share link on a status page and returns it. */
export async function makeLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Create a link' }).click();
  const link = page.getByLabel('Share link');
  await expect(link).toHaveValue(/\/s\/[\w-]{43}$/);
  await expectAccessible(page);
  return link.inputValue();
}
