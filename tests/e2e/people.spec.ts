import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { PASSWORD } from '../setup/client';
import { runningApp } from './running-app';
import { expectAccessible, expectNoSidewaysScroll, signIn, watchForTrouble } from './steps';

/** Opens an invitation as a scanner would, then signs up by it in another browser. */
async function acceptInvitation(context: BrowserContext, link: string): Promise<Page> {
  for (let i = 0; i < 2; i++) expect((await context.request.get(link)).status()).toBe(200);
  const page = await context.newPage();
  await page.goto(link);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expect(page.getByLabel('Email')).toHaveValue('ada@example.com');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { name: 'No jobs yet' })).toBeVisible();
  return page;
}

test.describe('people', () => {
  const app = runningApp(() => ({ SIGN_UP: 'invite' }));

  test('the first account invites, disables and deletes others', async ({ page, browser }) => {
    const trouble = watchForTrouble(page);
    await page.goto(`${app.url}/sign-up`);
    await expect(page.getByText('it becomes the operator')).toBeVisible();
    await signIn(page, app.url, 'operator@example.com');

    await page.goto(`${app.url}/operator/people`);
    await expect(page.getByText('operator@example.com')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Invite somebody' }).click();
    await page.getByLabel('Email (optional)').fill('ada@example.com');
    await page.getByRole('button', { name: 'Create invitation' }).click();
    const field = page.getByLabel('Link of the invitation');
    await expect(field).toHaveValue(/\/invite\?token=[\w-]{43}$/);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    const link = await field.inputValue();

    const theirs = await browser.newContext();
    const stranger = await browser.newContext();
    const outside = await stranger.newPage();
    await outside.goto(`${app.url}/sign-up`);
    await expect(outside.getByText('You need an invitation to sign up here')).toBeVisible();
    await expectAccessible(outside);
    const ada = await acceptInvitation(theirs, link);
    await outside.goto(link);
    await expect(outside.getByRole('heading', { level: 1 })).toHaveText(
      'This invitation does not work',
    );
    await expectAccessible(outside);

    await page.reload();
    await expect(page.getByText('Used by ada@example.com')).toBeVisible();
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.getByLabel('Name or address').fill('ADA@');
    await page.getByLabel('Name or address').press('Enter');
    await expect(page).toHaveURL(/q=ADA/);
    await expect(page.getByRole('listitem')).toHaveCount(1);

    const menu = page.getByRole('button', { name: /Actions for/ });
    /** The list may be drawn anew by what was typed before, and the press is lost with its button. */
    const openMenu = () =>
      expect(async () => {
        await menu.press('Enter');
        await expect(page.getByRole('menu')).toBeVisible({ timeout: 3_000 });
      }).toPass();
    await openMenu();
    await page.getByRole('menuitem', { name: 'Disable account' }).click();
    await expectAccessible(page);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Disable account' }).click();
    await expect(page.getByText('Disabled', { exact: true })).toBeVisible();
    await ada.reload();
    await expect(ada).toHaveURL(/\/sign-in/);
    await ada.getByLabel('Email').first().fill('ada@example.com');
    await ada.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await ada.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(ada.getByText('This account is disabled')).toBeVisible();

    await openMenu();
    await page.getByRole('menuitem', { name: 'Delete account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete account' }).click();
    await expect(dialog.getByRole('alert')).toHaveText('Choose what happens to the jobs');
    await dialog.getByRole('combobox').selectOption('hand_over');
    await expectAccessible(page);
    await dialog.getByLabel('Address of the person').fill('operator@example.com');
    await dialog.getByRole('button', { name: 'Delete account' }).click();
    await expect(page.getByText('Nobody matches this search.')).toBeVisible();

    await page.getByRole('link', { name: 'Security log' }).click();
    await expect(page.getByText('Account deleted', { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByLabel('Event').selectOption('account_disabled');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(
      page.getByRole('list', { name: 'Security log' }).getByRole('listitem'),
    ).toHaveCount(1);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export as CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^bottega-security-log-.*\.csv$/);
    expect(trouble).toEqual([]);
    await theirs.close();
    await stranger.close();
  });
});
