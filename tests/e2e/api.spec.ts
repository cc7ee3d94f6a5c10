import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openAccountMenu,
  openNewHistory,
  watchForTrouble,
} from './steps';

const app = runningApp();

/** What Swagger UI's own markup does, and no style of ours can mend. */
const OF_THE_VIEWER = [
  'heading-order',
  'landmark-main-is-top-level',
  'landmark-no-duplicate-main',
  'landmark-unique',
  'nested-interactive',
  'scrollable-region-focusable',
];

async function expectAccessibleViewer(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).disableRules(OF_THE_VIEWER).analyze();
    const found = violations.map(({ id, nodes }) => ({ id, where: nodes.map((n) => n.target) }));
    expect(found, colorScheme).toEqual([]);
  }
}

test('the API page needs no session and loads from our origin only', async ({ page }) => {
  const trouble = watchForTrouble(page);
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== app.url && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  const response = await page.goto(`${app.url}/docs/api`);
  expect(response?.headers()['content-security-policy']).not.toContain("'unsafe-eval'");
  const adding = page.locator('#operations-Jobs-addJob');
  // The viewer is a large script, and this the first page of a server that has just started.
  await expect(adding).toContainText('Add a job to the history', { timeout: 45_000 });
  await adding.getByRole('button').first().click();
  await expect(adding).toContainText('too_many_requests');
  await expectAccessibleViewer(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Authorize' }).first().click();
  const dialog = page.locator('.dialog-ux');
  await expect(dialog).toContainText('A personal access token');
  await expect(dialog).not.toContainText('cookie');
  await expect(page.locator('main > h1')).toHaveJSProperty('inert', true);
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.locator('main > h1')).toHaveJSProperty('inert', false);
  expect(elsewhere).toEqual([]);
  expect(trouble).toEqual([]);
});

test('the history is saved as a file, as it is filtered', async ({ page }) => {
  await openNewHistory(page, app.url);
  await page.getByRole('button', { name: /sample jobs/i }).click();
  await expect(page.getByRole('article')).toHaveCount(5);
  await page.getByRole('searchbox').fill('living');
  await page.getByRole('searchbox').press('Enter');
  await expect(page).toHaveURL(/q=living/);
  const shown = page.getByRole('article');
  await expect(shown).not.toHaveCount(5);
  await page.getByRole('button', { name: 'Export' }).click();
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV', exact: true }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^bottega-jobs-[\d-]{10}\.csv$/);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(1 + (await shown.count()));
});

test('the account menu links to the API page', async ({ page }) => {
  await openNewHistory(page, app.url);
  await openAccountMenu(page);
  await page.getByRole('menuitem', { name: 'API' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'API' })).toBeVisible();
});
