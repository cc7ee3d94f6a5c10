import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import { expectAccessible, openNewHistory, watchForTrouble } from './steps';

const app = runningApp();

const menuButton = (page: Page) => page.getByRole('button', { name: /^Actions for / }).first();

async function openHistory(page: Page): Promise<void> {
  await openNewHistory(page, app.url);
  await page.getByRole('button', { name: /sample jobs/i }).click();
  await expect(page.getByRole('article')).toHaveCount(5);
}

test('a menu works by keyboard and returns the focus', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await openHistory(page);
  await menuButton(page).press('Enter');
  const items = page.getByRole('menuitem');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByRole('menuitem', { name: 'Remove' })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(menuButton(page)).toBeFocused();
  await expect(page.getByRole('menu')).toHaveCount(0);
  expect(trouble).toEqual([]);
});

test('a dialog keeps the focus inside and returns it to the menu', async ({ page }) => {
  const trouble = watchForTrouble(page);
  await openHistory(page);
  await menuButton(page).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename' });
  await expect(dialog.getByLabel('Label')).toBeFocused();
  await expectAccessible(page);
  for (let presses = 0; presses < 6; presses += 1) {
    await page.keyboard.press('Tab');
    await expect(dialog.locator(':focus')).toHaveCount(1);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(menuButton(page)).toBeFocused();

  await menuButton(page).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const confirmation = page.getByRole('alertdialog');
  await expect(confirmation.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.mouse.click(5, 5);
  await expect(confirmation).toBeVisible();
  await confirmation.getByRole('button', { name: 'Keep it' }).press('Enter');
  await expect(confirmation).toHaveCount(0);
  await expect(page.getByRole('article')).toHaveCount(5);
  expect(trouble).toEqual([]);
});

test('icon buttons have a tooltip for the keyboard', async ({ page }) => {
  await openHistory(page);
  await page.getByRole('button', { name: 'Export' }).focus();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Account' })).toBeFocused();
  const tooltip = page.locator('[aria-hidden]', { hasText: /^Account$/ });
  await expect(tooltip).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(tooltip).toHaveCount(0);
});

test('the filter works without JavaScript', async ({ page, browser }) => {
  await openHistory(page);
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, storageState });
  const plain = await context.newPage();
  await plain.goto(`${app.url}/jobs`);
  await plain.getByLabel('State', { exact: true }).selectOption('stalled');
  await plain.getByRole('searchbox').fill('living');
  await plain.getByRole('searchbox').press('Enter');
  await expect(plain).toHaveURL(/q=living&state=stalled/);
  await expect(plain.getByLabel('State', { exact: true })).toHaveValue('stalled');
  await expect(plain.getByRole('searchbox')).toHaveValue('living');
  await context.close();
});

test('a page in the dark theme is printed dark on white, without its navigation', async ({
  page,
}) => {
  await openHistory(page);
  await page.getByRole('radio', { name: 'Dark theme' }).check({ force: true });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const colours = await page.locator('body').evaluate((body) => {
    const { color, backgroundColor } = getComputedStyle(body);
    return { color, backgroundColor };
  });
  expect(colours).toEqual({ color: 'rgb(33, 28, 23)', backgroundColor: 'rgb(245, 242, 236)' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('contentinfo')).toBeHidden();
  await expect(page.getByRole('article').first()).toBeVisible();
});
