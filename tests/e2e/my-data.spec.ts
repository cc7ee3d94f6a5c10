import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { PASSWORD, signedIn } from '../setup/client';
import { temporaryFolder } from '../setup/temp-folder';
import { runningApp } from './running-app';
import { expectAccessible, expectNoSidewaysScroll, signIn, watchForTrouble } from './steps';

test.describe('my data', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'bottega.db');
  const app = runningApp(() => ({ DATABASE_URL: `file:${path}` }));
  test.afterAll(() => folder.remove());

  test('is exported, and the account is deleted after two questions', async ({ page }) => {
    const trouble = watchForTrouble(page);
    // The first account is the operator, who could not leave.
    await signedIn(app.url);
    const { email } = await signIn(page, app.url);
    const db = new Database(path);
    db.prepare('UPDATE sessions SET confirmed_at = 0').run();
    db.close();
    await page.goto(`${app.url}/settings/account`);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);

    await page.getByRole('button', { name: 'Export my data' }).click();
    const confirmation = page.getByRole('alertdialog', { name: 'Confirm that it is you' });
    await confirmation.getByLabel('Your password').fill(PASSWORD);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.keyboard.press('Enter'),
    ]);
    expect(download.suggestedFilename()).toMatch(/^bottega-my-data-\d{4}-\d\d-\d\d\.zip$/);
    expect(
      readFileSync(await download.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    await expect(page.getByText('Your browser saves the file now')).toBeVisible();

    await page.getByRole('button', { name: 'Delete my account' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
    await expect(dialog).toContainText('no job in your history');
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await dialog.getByRole('button', { name: 'Keep' }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await dialog.getByLabel('Type your email address').fill('someone@else.example');
    await dialog.getByRole('button', { name: 'Delete for ever' }).click();
    await expect(dialog.getByRole('alert')).toContainText('not the email address of your account');
    await dialog.getByLabel('Type your email address').fill(email);
    await page.keyboard.press('Enter');
    const done = page.getByRole('dialog', { name: 'Your account is deleted' });
    await expect(done).toBeVisible();
    await expectAccessible(page);
    await done.getByRole('button', { name: 'Leave Bottega' }).click();
    await expect(page).toHaveURL(`${app.url}/`);
    await page.goto(`${app.url}/jobs`);
    await expect(page).toHaveURL(/\/sign-in/);
    // A mistyped address, and the question whether it is still the same person.
    expect(trouble.filter((line) => !/\b(400|403)\b/.test(line))).toEqual([]);
  });
});
