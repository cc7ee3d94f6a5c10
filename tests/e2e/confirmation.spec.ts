import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { PASSWORD } from '../setup/client';
import { temporaryFolder } from '../setup/temp-folder';
import { runningApp } from './running-app';
import { expectAccessible, expectNoSidewaysScroll, pressEnter, signIn } from './steps';

test.describe('an action that needs a fresh confirmation', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'bottega.db');
  const app = runningApp(() => ({ DATABASE_URL: `file:${path}` }));
  test.afterAll(() => folder.remove());

  function run(statement: string, ...values: string[]): void {
    const db = new Database(path);
    db.prepare(statement).run(...values);
    db.close();
  }

  /** Opens the tokens of a new user whose sign-in is long ago, as in a session of version 0.1. */
  async function openTokens(page: Page): Promise<string> {
    const { email } = await signIn(page, app.url);
    run(
      'UPDATE sessions SET confirmed_at = 0 WHERE user_id = (SELECT id FROM users WHERE email = ?)',
      email,
    );
    await page.goto(`${app.url}/settings/tokens`);
    await page.getByLabel('Name').fill('Nightly renderings');
    return email;
  }

  const dialog = (page: Page) => page.getByRole('alertdialog', { name: 'Confirm that it is you' });

  test('asks for the password, then goes on by itself', async ({ page }) => {
    await openTokens(page);
    await pressEnter(page.getByLabel('Name'));
    await expect(dialog(page).getByLabel('Your password')).toBeFocused();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await dialog(page).getByLabel('Your password').fill('a wrong guess');
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('alert')).toContainText('This is not your password');
    await dialog(page).getByLabel('Your password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'New token' })).toHaveValue(/^bottega_pat_/);
    await expect(dialog(page)).toHaveCount(0);
    // The confirmation counts for the next action too.
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.goto(`${app.url}/settings/webhooks`);
    await page.getByLabel('URL').fill('https://hooks.example.com/bottega');
    await pressEnter(page.getByLabel('URL'));
    await expect(page).toHaveURL(/\/settings\/webhooks\/[\w-]+$/);
  });

  test('does nothing when the dialog is closed, and can be tried again', async ({ page }) => {
    await openTokens(page);
    await pressEnter(page.getByLabel('Name'));
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
    await page.getByRole('button', { name: 'Create' }).click();
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    await expect(dialog(page)).toBeVisible();
  });

  test('opens above another dialog, which stays', async ({ page }) => {
    const email = await openTokens(page);
    run(
      `INSERT INTO webhooks (id, user_id, url, origin, secret_sealed, created_at)
       SELECT 'hook-' || id, id, 'https://hooks.example.com', ?, 'x', 1 FROM users WHERE email = ?`,
      app.url,
      email,
    );
    await page.goto(`${app.url}/settings/webhooks`);
    await page.getByRole('link', { name: /hooks\.example\.com/ }).click();
    await page.getByRole('button', { name: 'Rotate' }).click();
    const below = page.getByRole('alertdialog', { includeHidden: true }).first();
    await below.getByRole('button', { name: 'Rotate' }).click();
    await expect(dialog(page).getByLabel('Your password')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await below.getByRole('button', { name: 'Rotate' }).click();
    await dialog(page).getByLabel('Your password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByText(/whsec_/)).toBeVisible();
  });

  test('lets a user without a password sign in again', async ({ page }) => {
    const email = await openTokens(page);
    run('DELETE FROM passwords WHERE user_id = (SELECT id FROM users WHERE email = ?)', email);
    await pressEnter(page.getByLabel('Name'));
    await expect(dialog(page)).toContainText('Your account has no password');
    await expectAccessible(page);
    await dialog(page).getByRole('link', { name: 'Sign in again' }).click();
    await expect(page).toHaveURL(/\/sign-in\?again=1&callbackUrl=%2Fsettings%2Ftokens$/);
    await expect(page.getByText('Sign in again, in any of your ways')).toBeVisible();
    await expectAccessible(page);
  });

  test('accepts a new sign-in, which returns to the page', async ({ page }) => {
    const email = await openTokens(page);
    await pressEnter(page.getByLabel('Name'));
    await dialog(page).getByRole('link', { name: 'Sign in again another way' }).click();
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/settings\/tokens$/);
    await page.getByLabel('Name').fill('Nightly renderings');
    await pressEnter(page.getByLabel('Name'));
    await expect(page.getByRole('textbox', { name: 'New token' })).toHaveValue(/^bottega_pat_/);
  });
});
