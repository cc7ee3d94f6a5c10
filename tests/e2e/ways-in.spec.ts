import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { browserFetch, PASSWORD } from '../setup/client';
import { lastMailTo, linkIn, mailedLink, scan } from '../setup/mailed-link';
import { type AppWithMail, appWithMail } from './mail-and-issuer';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  openAccountMenu,
  signIn,
  watchForTrouble,
} from './steps';

const running = appWithMail('open');
let app: AppWithMail['app'];
let mail: AppWithMail['mail'];
let issuer: AppWithMail['issuer'];
test.beforeAll(() => {
  ({ app, mail, issuer } = running());
});

const someone = () => `${randomUUID()}@example.com`;

/** Looks at a page in both themes, for people who read the report. */
async function look(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const path = test.info().outputPath(`${name}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
  }
}

test('a mailed link that a scanner opened first signs in by its button', async ({ page }) => {
  const trouble = watchForTrouble(page);
  const email = someone();
  const path = await mailedLink(app.url, mail, email);
  await scan(app.url, path);
  await page.goto(app.url + path);
  await expect(page.getByRole('main')).toContainText(email);
  await look(page, 'link');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  await page.goto(app.url + path);
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
  await look(page, 'link-used');
  expect(trouble).toEqual([]);
});

test('a link says what it removes, and works without JavaScript', async ({ browser }) => {
  const email = someone();
  const squatter = browserFetch(app.url);
  const body = JSON.stringify({ email, password: PASSWORD });
  const headers = { 'content-type': 'application/json' };
  await squatter('/api/sign-up', { method: 'POST', headers, body });
  const path = await mailedLink(app.url, mail, email);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(app.url + path);
  await expect(page.getByRole('listitem').filter({ hasText: 'the password' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('link-removes.png'), fullPage: true });
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main')).toContainText('Everything that was set up');
  await context.close();
});

test('the account page: name, address, language', async ({ page }) => {
  const trouble = watchForTrouble(page);
  const user = await signIn(page, app.url);
  await page.goto(`${app.url}/settings/account`);
  await look(page, 'account');
  await page.getByLabel('Name', { exact: true }).fill('x'.repeat(80));
  await page.getByLabel('Name', { exact: true }).press('Enter');
  await expect(page.getByText('Saved.')).toBeVisible();

  await page.getByRole('button', { name: 'Confirm your address' }).click();
  await expect(page.getByRole('status').filter({ hasText: user.email })).toBeVisible();
  await page.goto(app.url + linkIn(lastMailTo(mail, user.email)));
  await look(page, 'confirm-address');
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('Your address is confirmed.')).toBeVisible();

  const email = someone();
  await page.getByLabel('New address').fill(email);
  await page.getByLabel('New address').press('Enter');
  await expect(page.getByRole('status').filter({ hasText: email })).toBeVisible();
  await look(page, 'account-sent');
  await page.goto(app.url + linkIn(lastMailTo(mail, email)));
  await look(page, 'change-address');
  await page.getByRole('button', { name: 'Change the address' }).click();
  await expect(page.getByText('Your address was changed')).toBeVisible();
  await expect.poll(() => lastMailTo(mail, user.email)).toContain(email);

  await page.getByRole('main').getByText('Français').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compte');
  await look(page, 'account-fr');
  expect(trouble).toEqual([]);
});

test('ways to sign in: link an issuer, sign in with it, unlink it', async ({ page }) => {
  const trouble = watchForTrouble(page);
  const user = await signIn(page, app.url);
  await page.goto(`${app.url}/settings/security`);
  issuer.as({ sub: randomUUID(), email: `a-very-long-name-${randomUUID()}@studio.example` });
  await page.getByRole('button', { name: 'Link Studio ID' }).click();
  await expect(page.getByText('The account is linked.')).toBeVisible();
  await look(page, 'ways-in');

  await page.context().clearCookies();
  await page.goto(`${app.url}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Studio ID' }).click();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  await openAccountMenu(page);
  await expect(page.getByText(user.email)).toBeVisible();

  await page.goto(`${app.url}/settings/security`);
  await page.getByRole('button', { name: /^Unlink Studio ID/ }).click();
  await look(page, 'unlink');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink' }).click();
  await expect(page.getByRole('button', { name: /^Unlink Studio ID/ })).toHaveCount(0);
  expect(trouble).toEqual([]);
});
