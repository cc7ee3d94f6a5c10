import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import { expectAccessible, openNewHistory, pressEnter, watchForTrouble } from './steps';

const app = runningApp();

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
/** Of a panel by name: for a moment after a change, the panel before it is visible too. */
const panel = (page: Page, name: string) => page.getByRole('tabpanel', { name, exact: true });
const shownCode = (page: Page, name: string) => panel(page, name).locator('code');

/** A new person on the status page of the sandbox's sample job. */
async function openJob(page: Page): Promise<void> {
  await openNewHistory(page, app.url);
  const sample = await page.getByRole('main').locator('code', { hasText: 'sbx_' }).textContent();
  await page.getByLabel('Add a job').fill(sample ?? '');
  await pressEnter(page.getByLabel('Add a job'));
  await expect(page).toHaveURL(/\/jobs\/[\w-]+$/);
}

test('the code panel works by keyboard, keeps its language and scrolls sideways', async ({
  page,
}) => {
  const trouble = watchForTrouble(page);
  await openJob(page);
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await expect(shownCode(page, 'curl')).toContainText(`curl --fail-with-body`);
  await expect(shownCode(page, 'curl')).toContainText(`${app.url}/v1/job/${id}`);

  await tab(page, 'curl').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(tab(page, 'Ruby')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Python')).toBeFocused();
  await expect(tab(page, 'Python')).toHaveAttribute('aria-selected', 'true');
  await expect(shownCode(page, 'Python')).toContainText('import requests');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Copy the Python code' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(panel(page, 'Python')).toBeFocused();
  await expectAccessible(page);

  const widths = await page.evaluate(() => [document.body.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);

  // What the server sends is the language chosen: nothing flashes.
  const html = await (await page.request.get(page.url())).text();
  expect(html).toMatch(/aria-selected="true"[^>]*data-tab="python"/);
  await page.reload();
  await expect(shownCode(page, 'Python')).toContainText('import requests');
  expect(trouble).toEqual([]);
});

test('the copy button copies the whole program', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openJob(page);
  await tab(page, 'Go').click();
  const shown = await shownCode(page, 'Go').textContent();
  await page.getByRole('button', { name: 'Copy the Go code' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
});
