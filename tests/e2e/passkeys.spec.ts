import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { PASSWORD } from '../setup/client';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  signOut,
  watchForTrouble,
} from './steps';

type Device = { id: string; cdp: CDPSession };

/** Gives the browser an authenticator with fingerprints, as a laptop has. Its owner is there and answers at once. */
async function plugIn(page: Page): Promise<Device> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId: id } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { id, cdp };
}

/** Whether the owner of the device answers when asked. */
const isThere = ({ id, cdp }: Device, enabled: boolean) =>
  cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: id, enabled });

test.describe('a passkey', () => {
  const app = runningApp();
  // Passkeys belong to names, not to addresses.
  const local = () => app.url.replace('127.0.0.1', 'localhost');

  test('is added, signs in, is a second factor, renamed and deleted', async ({ page }) => {
    const trouble = watchForTrouble(page);
    const device = await plugIn(page);
    const { email } = await signIn(page, local());
    await page.goto(`${local()}/settings/security`);
    await page.getByLabel('Name of the new passkey').fill('Laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByRole('heading', { name: 'Save your recovery codes now' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'I have saved them' }).click();
    await expect(page.getByRole('heading', { name: 'Laptop' })).toBeVisible();
    await expectAccessible(page);

    // The same device again.
    await page.getByLabel('Name of the new passkey').fill('Again');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'a passkey for your account already',
    );

    await isThere(device, false);
    await signOut(page);
    await page.goto(`${local()}/sign-in?callbackUrl=%2Fsettings%2Fsecurity`);
    await expectAccessible(page);
    await isThere(device, true);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(/\/settings\/security$/);
    await expect(page.getByText('Last used just now')).toBeVisible();

    await isThere(device, false);
    await signOut(page);
    await page.goto(`${local()}/sign-in?callbackUrl=%2Fsettings%2Fsecurity`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Confirm your sign-in' })).toBeVisible();
    await expectAccessible(page);
    await isThere(device, true);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page).toHaveURL(/\/settings\/security$/);

    await page.getByRole('button', { name: 'Rename Laptop' }).click();
    await page.getByLabel('New name').fill('x'.repeat(60));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'x'.repeat(60) })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Delete xxx' }).click();
    await expectAccessible(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('You have no passkeys.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Recovery codes' })).toHaveCount(0);
    expect(trouble).toEqual([]);
  });

  test('is offered in the suggestions of the email field', async ({ page }) => {
    await plugIn(page);
    await signIn(page, local());
    await page.goto(`${local()}/settings/security`);
    await page.getByLabel('Name of the new passkey').fill('Laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('button', { name: 'I have saved them' }).click();
    await page.context().clearCookies();
    // The owner chooses the first suggestion at once.
    await page.goto(`${local()}/sign-in?callbackUrl=%2Fsettings%2Fsecurity`);
    await expect(page).toHaveURL(/\/settings\/security$/);
    await expect(page.getByText('Last used just now')).toBeVisible();
  });

  test('says so where it cannot work, or is given up', async ({ page }) => {
    await page.goto(`${app.url}/sign-in`);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'Passkeys do not work at this address',
    );
  });
});
