import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { PASSWORD } from '../setup/client';
import { codeOf } from '../setup/second-factor';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  signOut,
  watchForTrouble,
} from './steps';

async function givePassword(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Confirm your sign-in' })).toBeVisible();
}

test.describe('an authenticator app', () => {
  const app = runningApp();

  test('is set up, asked for, replaced by a recovery code, and removed', async ({ page }) => {
    const trouble = watchForTrouble(page);
    const { email } = await signIn(page, app.url);
    await page.goto(`${app.url}/settings/security`);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Set up an app' }).click();
    await expect(page.getByRole('img', { name: 'QR code' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
    await expect(page.getByLabel('Code from the app')).toBeFocused();
    await page.getByLabel('Code from the app').fill(codeOf(secret, 100));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main').getByRole('alert')).toContainText('This code is wrong');
    await page.getByLabel('Code from the app').fill(codeOf(secret));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Save your recovery codes now' })).toBeFocused();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const codes = await page
      .getByRole('listitem')
      .filter({ hasText: /^(\w{4}-){3}\w{4}$/ })
      .allTextContents();
    expect(codes).toHaveLength(10);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download as a text file' }).click();
    const text = readFileSync(await (await download).path(), 'utf8');
    expect(text).toContain(`Recovery codes for ${email}`);
    for (const code of codes) expect(text).toContain(code);
    await page.getByRole('button', { name: 'I have saved them' }).click();
    await expect(page.getByText('You have 10 codes left.')).toBeVisible();
    await expectAccessible(page);

    await signOut(page);
    await page.goto(`${app.url}/settings/security`);
    await givePassword(page, email);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const field = page.getByLabel('Code from your authenticator app');
    await expect(field).toBeFocused();
    // Half a session opens no page.
    await page.goto(`${app.url}/jobs`);
    await expect(page).toHaveURL(/\/sign-in\/second-factor\?callbackUrl=%2Fjobs$/);
    await page.goto(`${app.url}/sign-in/second-factor?callbackUrl=%2Fsettings%2Fsecurity`);
    await field.fill(codeOf(secret, 1).replace(/(...)/, '$1 '));
    await field.press('Enter');
    await expect(page).toHaveURL(/\/settings\/security$/);

    await signOut(page);
    await page.goto(`${app.url}/settings/security`);
    await givePassword(page, email);
    await page.getByRole('button', { name: 'Use a recovery code instead' }).click();
    await expectAccessible(page);
    await page.getByLabel('Recovery code').fill(String(codes[0]).toLowerCase());
    await page.keyboard.press('Enter');
    await expect(page.getByText('You have 9 codes left.')).toBeVisible();

    await page.getByRole('button', { name: 'Make new codes' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Make new codes' }).click();
    await expect(page.getByRole('heading', { name: 'Save your recovery codes now' })).toBeVisible();
    await page.getByRole('button', { name: 'I have saved them' }).click();

    await page.getByRole('button', { name: 'Remove the app' }).click();
    await expectAccessible(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('You have not set up an app.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Recovery codes' })).toHaveCount(0);
    const refusal = 'Failed to load resource: the server responded with a status of 403';
    expect(trouble.filter((line) => !line.startsWith(refusal))).toEqual([]);
  });

  test('can be left for another account', async ({ page }) => {
    const { email } = await signIn(page, app.url);
    await page.goto(`${app.url}/settings/security`);
    await page.getByRole('button', { name: 'Set up an app' }).click();
    const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
    await page.getByLabel('Code from the app').fill(codeOf(secret));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'I have saved them' }).click();
    await signOut(page);
    await page.goto(`${app.url}/sign-in`);
    await givePassword(page, email);
    await page.getByRole('button', { name: 'Sign in as somebody else' }).click();
    await expect(page).not.toHaveURL(/second-factor/);
    await page.goto(`${app.url}/sign-in`);
    await expect(page.getByLabel('Email')).toBeVisible();
  });
});
