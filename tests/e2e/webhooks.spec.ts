import { expect, test } from '@playwright/test';
import { type Receiver, startReceiver, status } from '../setup/receiver';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openNewHistory,
  signIn,
  watchForTrouble,
} from './steps';

const PATH = '/hooks/bottega/with-a-rather-long-path/that-goes-on';

const app = runningApp(() => ({ WEBHOOKS_ALLOW_PRIVATE: 'true' }));
let receiver: Receiver;
test.beforeAll(async () => {
  receiver = await startReceiver();
});
test.afterAll(() => receiver.close());

test('a webhook, from its registration to its end', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await openNewHistory(page, app.url);
  await page.goto(`${app.url}/settings/webhooks`);
  await expectAccessible(page);
  await page.getByLabel('URL to call').fill(`${receiver.url}${PATH}`);
  await page.getByLabel('A job fails').uncheck();
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('127.0.0.1');

  await expect(page.getByLabel('A job succeeds')).toBeChecked();
  await expect(page.getByLabel('A job fails')).not.toBeChecked();
  await page.getByLabel('A job succeeds').uncheck();
  await page.getByLabel('A visitor of a share link').uncheck();
  await page.getByRole('button', { name: 'Save events' }).click();
  await expect(page.getByText('Choose at least one event.')).toBeVisible();
  await page.getByLabel('A job fails').check();
  await page.getByRole('button', { name: 'Save events' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await page.getByRole('button', { name: 'Show secret' }).click();
  const secret = page.getByText(/^whsec_/);
  const before = await secret.textContent();
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  await page.getByRole('button', { name: 'Rotate', exact: true }).click();
  await expect(page.getByText('also signs until')).toBeVisible();
  expect(await secret.textContent()).not.toBe(before);

  receiver.answer(PATH, status(204));
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'accepted the test' })).toBeVisible();
  receiver.answer(PATH, status(410));
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('410 Gone, which asks')).toBeVisible();
  await page.locator('summary', { hasText: 'Not delivered' }).click();
  await expectAccessible(page);
  receiver.answer(PATH, status(204));
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect(page.locator('summary', { hasText: 'Delivered' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByRole('button', { name: 'Disable' })).toBeVisible();
  await expectNoSidewaysScroll(page);

  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No webhooks yet')).toBeVisible();
  expect(trouble).toEqual([]);
});

test('what is wrong with a URL is said in the language of the page', async ({ page }) => {
  await signIn(page, app.url);
  await page.goto(`${app.url}/settings/webhooks`);
  await page.getByText('Français').click();
  for (const [url, sentence] of [
    ['exemple', 'Ce n’est pas une URL.'],
    ['ftp://x.example/', 'L’URL doit commencer par https://.'],
    ['https://moi:secret@x.example/', 'Retirez le nom d’utilisateur'],
    [`https://x.example/${'a'.repeat(2_000)}`, 'Cette URL est trop longue.'],
  ] as const) {
    await page.getByLabel('URL à appeler').fill(url);
    await page.getByRole('button', { name: 'Ajouter le webhook' }).click();
    await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible();
  }
});
