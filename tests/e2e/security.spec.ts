import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { PASSWORD, signedIn } from '../setup/client';
import { type MailServer, startMailServer, textOf } from '../setup/mail-server';
import { runningApp } from './running-app';
import { expectAccessible, expectNoSidewaysScroll, signIn, watchForTrouble } from './steps';

const NEXT = 'a quite different phrase';

test.describe('passwords and sessions', () => {
  let mail: MailServer;
  test.beforeAll(async () => {
    mail = await startMailServer();
  });
  test.afterAll(() => mail.close());
  const app = runningApp(() => ({
    EMAIL_SERVER: mail.url,
    EMAIL_FROM: 'bottega@example.com',
    NEXTAUTH_URL: 'http://bottega.example',
  }));

  /** The link in the newest mail to an address, on the app of the tests. */
  async function linkTo(email: string): Promise<string> {
    const links = () =>
      mail.mails
        .filter(({ to }) => to.includes(email))
        .flatMap((sent) => textOf(sent).match(/\/reset-password\?token=[\w-]+/)?.[0] ?? []);
    await expect.poll(() => links().length).toBeGreaterThan(0);
    return `${app.url}${links().at(-1)}`;
  }

  test('are changed and ended in the settings', async ({ page }) => {
    const trouble = watchForTrouble(page);
    const user = await signIn(page, app.url);
    const elsewhere = await signedIn(app.url, { email: user.email, known: true });
    await page.goto(`${app.url}/settings/security`);
    await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const rows = page.getByRole('listitem').filter({ has: page.getByText('From this network') });
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('This browser');

    await page.getByLabel('Current password').fill(PASSWORD);
    await page.getByLabel('New password').fill('Password123');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('easy to guess');
    expect(trouble).toHaveLength(1);
    trouble.length = 0;
    await page.getByLabel('New password').fill(NEXT);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await expect(page.getByText('Your password is changed.')).toBeVisible();
    await expect(rows).toHaveCount(1);
    expect((await elsewhere.fetch('/api/jobs')).status).toBe(401);
    expect((await page.reload())?.status()).toBe(200);
    expect(trouble).toEqual([]);
  });

  test('sign out one browser, or all others', async ({ page }) => {
    const user = await signIn(page, app.url);
    for (let n = 0; n < 3; n++) await signedIn(app.url, { email: user.email, known: true });
    await page.goto(`${app.url}/settings/security`);
    const rows = page.getByRole('listitem').filter({ has: page.getByText('From this network') });
    await expect(rows).toHaveCount(4);
    await rows.last().getByRole('button', { name: 'Sign out' }).click();
    await expect(rows).toHaveCount(3);
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await expectAccessible(page);
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await expect(rows).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0);
    expect((await page.reload())?.status()).toBe(200);
  });

  test('are replaced by a mailed link when forgotten', async ({ page }) => {
    const trouble = watchForTrouble(page);
    const { email } = await signedIn(app.url);
    await page.goto(`${app.url}/sign-in`);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await expect(page).toHaveTitle(/Forgotten password/);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Email').press('Enter');
    await expect(page.getByText('If this address has an account here')).toBeVisible();
    await expectAccessible(page);

    await page.goto(await linkTo(email));
    await expect(page.getByText(email)).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel('New password').fill(NEXT);
    await page.getByLabel('New password').press('Enter');
    await expect(page).toHaveURL(/\/jobs$/);
    await page.goto(await linkTo(email));
    await expect(page.getByText('has expired or was already used')).toBeVisible();
    await expectAccessible(page);
    expect(trouble).toEqual([]);
  });

  test('of an unknown address get the same page', async ({ page }) => {
    await page.goto(`${app.url}/forgot-password`);
    await page.getByLabel('Email').fill(`${randomUUID()}@example.com`);
    await page.getByLabel('Email').press('Enter');
    await expect(page.getByText('If this address has an account here')).toBeVisible();
  });
});
