import { expect, test } from '@playwright/test';
import { bearer } from '../setup/token';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openAccountMenu,
  openNewHistory,
  watchForTrouble,
} from './steps';

test.describe('personal tokens', () => {
  const app = runningApp();

  const statusOf = async (token: string) =>
    (await fetch(`${app.url}/api/jobs`, bearer(token))).status;

  test('are made, seen once, used and revoked', async ({ page }) => {
    const trouble = watchForTrouble(page);
    await openNewHistory(page, app.url);
    await openAccountMenu(page);
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await expect(page).toHaveURL(/\/settings\/account$/);
    await page.getByRole('link', { name: 'Tokens' }).click();
    await expect(page).toHaveURL(/\/settings\/tokens$/);
    await expectAccessible(page);

    // As long as a name may be, and without a place to break it.
    const long = 'x'.repeat(60);
    await page.getByLabel('Name').fill(long);
    await page.getByLabel('Name').press('Enter');
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await expect(page.getByRole('button', { name: 'New token' })).toBeFocused();
    await page.getByRole('button', { name: `Revoke ${long}` }).click();
    await expectNoSidewaysScroll(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Revoked' })).toBeAttached();
    await expect(page.getByRole('main')).toBeFocused();

    await page.getByLabel('Name').fill('Nightly renderings');
    await page.getByLabel('Name').press('Enter');
    const field = page.getByLabel('New token', { exact: true });
    await expect(field).toBeFocused();
    await expect(field).toHaveValue(/^bottega_pat_\w{38}$/);
    await expectAccessible(page);
    const token = await field.inputValue();
    expect(await statusOf(token)).toBe(200);

    await page.reload();
    await expect(page.getByRole('heading', { name: 'Nightly renderings' })).toBeVisible();
    await expect(page.getByText('Last used just now')).toBeVisible();
    expect(await page.content()).not.toContain(token.slice(0, 24));
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Revoke Nightly renderings' }).click();
    await expectAccessible(page);
    expect(await statusOf(token)).toBe(200);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByRole('heading', { name: 'Nightly renderings' })).toHaveCount(0);
    expect(await statusOf(token)).toBe(401);
    expect(trouble).toEqual([]);
  });
});
