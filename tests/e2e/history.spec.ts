import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openAccountMenu,
  openFilter,
  openNewHistory,
  PHONE_TOO,
} from './steps';

const app = runningApp();

const cards = (page: Page) => page.getByRole('article');

/** A new person with the sample jobs; they need not be done. */
async function openHistory(page: Page): Promise<void> {
  await openNewHistory(page, app.url);
  await page.getByRole('button', { name: /sample jobs/i }).click();
  await expect(cards(page)).toHaveCount(5);
}

/** Chooses in the menu of the first card, by keyboard. */
async function choose(page: Page, action: string): Promise<void> {
  const card = cards(page).first();
  await card.getByRole('button', { name: /^Actions for / }).press('Enter');
  await page.getByRole('menuitem', { name: action, exact: true }).press('Enter');
}

test(
  'a job goes to the archive and comes back, and the focus is never lost',
  PHONE_TOO,
  async ({ page }) => {
    await openHistory(page);
    await choose(page, 'Archive');
    await expect(cards(page)).toHaveCount(4);
    await expect(page.getByRole('main')).toBeFocused();
    await expect(page.getByRole('status').filter({ hasText: 'Archived' })).toBeAttached();

    await openFilter(page);
    await page.getByLabel('Archived').check();
    await expect(cards(page)).toHaveCount(1);
    await cards(page).getByRole('link').click();
    await expect(page).toHaveURL(/\/jobs\/[\w-]+$/);
    await expect(page.getByText('Archived', { exact: true })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/archived=1/);
    await expect(page.getByLabel('Archived')).toBeChecked();
    await choose(page, 'Restore');
    await expect(page.getByText('The archive is empty.')).toBeVisible();
    await expect(page.getByRole('main')).toBeFocused();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Back to your jobs' }).click();
    await expect(cards(page)).toHaveCount(5);

    await choose(page, 'Remove');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(cards(page)).toHaveCount(4);
    await expect(page.getByRole('main')).toBeFocused();
  },
);

test('clearing the search shows all jobs again', async ({ page }) => {
  await openHistory(page);
  const search = page.getByRole('searchbox');
  await openFilter(page);
  await search.fill('no such job');
  await search.press('Enter');
  await expect(page.getByText('No jobs match these filters.')).toBeVisible();
  await search.fill('x'.repeat(201));
  await search.press('Enter');
  await expect(page.getByText('A search can have at most 200 characters.')).toBeVisible();
  await expect(cards(page)).toHaveCount(0);
  await page.goBack();
  await expect(search).toHaveValue('no such job');
  await search.fill('');
  await expect(cards(page)).toHaveCount(5);
  await expect(page).toHaveURL(/\/jobs$/);
  await page.goBack();
  await expect(search).toHaveValue('no such job');
});

test('an error is shown beside the control that failed', async ({ page, context }) => {
  await openHistory(page);
  await context.setOffline(true);
  await openAccountMenu(page);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('banner').getByRole('alert')).toContainText('cannot be reached');
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Close the message' }).click();
  await expect(page.getByRole('button', { name: 'Account' })).toBeFocused();
  await choose(page, 'Archive');
  await expect(cards(page).first().getByRole('alert')).toContainText('cannot be reached');
  await expectNoSidewaysScroll(page);

  await context.setOffline(false);
  await context.clearCookies();
  await choose(page, 'Archive');
  const again = cards(page).first().getByRole('link', { name: 'Sign in again' });
  await expectAccessible(page);
  await again.click();
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fjobs$/);
});
