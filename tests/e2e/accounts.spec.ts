import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { browserFetch, PASSWORD } from '../setup/client';
import { lastMailTo, linkIn, scan } from '../setup/mailed-link';
import { codeOf } from '../setup/second-factor';
import { type AppWithMail, appWithMail } from './mail-and-issuer';
import { expectAccessible, pressEnter, watchForTrouble } from './steps';

const OPERATOR = 'operator@example.com';
const COLLEAGUE = 'colleague@example.com';
const NEXT_PASSWORD = 'a quite different phrase';

const running = appWithMail('invite');
let app: AppWithMail['app'];
let mail: AppWithMail['mail'];
let issuer: AppWithMail['issuer'];
test.beforeAll(() => {
  ({ app, mail, issuer } = running());
});

const headingOf = (page: Page) => page.getByRole('heading', { level: 1 });

async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: app.url });
  return context.newPage();
}

/** The path of the link in the newest mail to an address, after a scanner has opened it twice. */
async function scannedLink(email: string, path: RegExp): Promise<string> {
  await expect.poll(() => linkIn(lastMailTo(mail, email))).toMatch(path);
  const link = linkIn(lastMailTo(mail, email));
  await scan(app.url, link);
  return link;
}

async function signUp(page: Page, email: string): Promise<void> {
  if ((await page.getByLabel('Email').first().inputValue()) !== email) {
    await page.getByLabel('Email').first().fill(email);
  }
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email').first().fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Sets up an authenticator app. @returns its secret */
async function enableApp(page: Page): Promise<string> {
  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
  // The code of the step before leaves the next two for signing in.
  await page.getByLabel('Code from the app').fill(codeOf(secret, -1));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'I have saved them' }).click();
  return secret;
}

async function giveCode(page: Page, secret: string, steps: number): Promise<void> {
  const field = page.getByLabel('Code from your authenticator app');
  await field.fill(codeOf(secret, steps));
  await pressEnter(field);
}

/** What somebody without an account tries, and what each attempt gets. */
async function tryAsStranger(page: Page, usedInvitation: string): Promise<void> {
  await page.goto('/sign-up');
  await expect(page.getByText('You need an invitation to sign up here')).toBeVisible();
  await page.goto(usedInvitation);
  await expect(headingOf(page)).toHaveText('This invitation does not work');
  for (const path of ['/settings/account', '/settings/security', '/operator', '/operator/people']) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in\?/);
  }
  const ask = browserFetch(app.url);
  const headers = { 'content-type': 'application/json' };
  const tries: [method: string, path: string, body?: object][] = [
    ['POST', '/api/sign-up', { email: 'stranger@example.com', password: PASSWORD }],
    ['POST', '/api/account/confirm', { password: PASSWORD }],
    ['GET', '/api/account/export'],
    ['POST', '/api/operator/invitations', {}],
    ['GET', '/api/operator/people'],
    ['POST', '/api/tokens', { name: 'mine', scopes: ['jobs:read'] }],
  ];
  for (const [method, path, body] of tries) {
    const sent = body === undefined ? {} : { headers, body: JSON.stringify(body) };
    const { status } = await ask(path, { method, ...sent });
    expect([401, 403, 404, 405], `${method} ${path}: ${status}`).toContain(status);
  }
}

test('the life of an account, from the first invitation to its deletion', async ({ browser }) => {
  test.setTimeout(240_000);
  const [operator, page, other, stranger] = await Promise.all(
    ['operator', 'colleague', 'other device', 'stranger'].map(() => newPage(browser)),
  );
  if (!operator || !page || !other || !stranger) throw new Error('A browser is missing.');
  const trouble = watchForTrouble(page);

  await operator.goto('/sign-up');
  await expect(operator.getByText('it becomes the operator')).toBeVisible();
  await signUp(operator, OPERATOR);
  await operator.goto('/operator/people');
  await operator.getByRole('link', { name: 'Invite somebody' }).click();
  await operator.getByLabel('Email (optional)').fill(COLLEAGUE);
  await operator.getByRole('button', { name: 'Create invitation' }).click();
  await expect(operator.getByLabel('Link of the invitation')).toBeVisible();

  const invitation = await scannedLink(COLLEAGUE, /^\/invite\?/);
  await page.goto(invitation);
  await signUp(page, COLLEAGUE);
  await signIn(other, COLLEAGUE, PASSWORD);
  await expect(other).toHaveURL(/\/jobs$/);
  await tryAsStranger(stranger, invitation);

  await page.goto('/settings/account');
  await page.getByRole('button', { name: 'Confirm your address' }).click();
  await page.goto(await scannedLink(COLLEAGUE, /confirm|link/));
  await page.getByRole('main').getByRole('button', { name: 'Confirm', exact: true }).click();
  await expect(page.getByText('Your address is confirmed.')).toBeVisible();
  const secret = await enableApp(page);

  // Forgotten: the link sets a new password, and the second factor is still asked for.
  await stranger.goto('/forgot-password');
  await stranger.getByLabel('Email').fill(COLLEAGUE);
  await pressEnter(stranger.getByLabel('Email'));
  await expect(stranger.getByText('If this address has an account here')).toBeVisible();
  await page.context().clearCookies();
  await page.goto(await scannedLink(COLLEAGUE, /^\/reset-password\?/));
  await page.getByLabel('New password').fill(NEXT_PASSWORD);
  await pressEnter(page.getByLabel('New password'));
  await giveCode(page, secret, 0);
  await expect(page).toHaveURL(/\/jobs$/);
  // The reset ended the session of the other device, which signs in anew.
  await other.goto('/jobs');
  await expect(other).toHaveURL(/\/sign-in/);
  await signIn(other, COLLEAGUE, PASSWORD);
  await expect(other.getByRole('main').getByRole('alert')).toContainText('do not match');
  await signIn(other, COLLEAGUE, NEXT_PASSWORD);
  await giveCode(other, secret, 1);
  await expect(other).toHaveURL(/\/jobs$/);

  await page.goto('/settings/security');
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0);
  await other.goto('/jobs');
  await expect(other).toHaveURL(/\/sign-in/);

  issuer.as({ sub: randomUUID(), email: COLLEAGUE, email_verified: true });
  await page.getByRole('button', { name: 'Link Studio ID' }).click();
  await expect(page.getByText('The account is linked.')).toBeVisible();
  await expectAccessible(page);

  await page.goto('/settings/account');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export my data' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.zip$/);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' });
  await dialog.getByLabel('Type your email address').fill(COLLEAGUE);
  await dialog.getByRole('button', { name: 'Delete for ever' }).click();
  await page.getByRole('button', { name: 'Leave Bottega' }).click();
  await signIn(page, COLLEAGUE, NEXT_PASSWORD);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('do not match');

  await operator.goto('/operator/people');
  await expect(operator.getByText(OPERATOR)).toBeVisible();
  await expect(operator.getByText(COLLEAGUE)).toHaveCount(0);
  await operator.goto('/operator/security-log');
  const lines = operator.getByRole('list', { name: 'Security log' });
  await expect(lines.getByText('Account deleted', { exact: true })).toBeVisible();
  expect(trouble.filter((line) => !/status of 4\d\d/.test(line))).toEqual([]);
});
