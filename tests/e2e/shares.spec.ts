import { type Browser, expect, type Page, test } from '@playwright/test';
import { runningAppAt } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE_TOO,
  signIn,
  watchForTrouble,
} from './steps';
import { hang, type WallJob } from './wall-history';

const { app, place } = runningAppAt();

const ROOMS: WallJob[] = [
  { size: [1536, 1024], label: 'Hall' },
  { size: [1024, 1536], label: 'Kitchen' },
  { size: [1600, 900], label: 'Salon' },
  { state: 'failed', label: 'Cellar' },
];

/** A new owner with these jobs, on their history. */
async function openHistory(page: Page): Promise<string[]> {
  const { email } = await signIn(page, app.url);
  const ids = await hang(place, email, ROOMS);
  await page.goto(`${app.url}/jobs`);
  await expect(page.getByRole('article')).toHaveCount(ROOMS.length);
  return ids;
}

/** Somebody else, who has the link alone. */
async function client(browser: Browser, options: { javaScriptEnabled?: boolean } = {}) {
  const viewport = test.info().project.use.viewport ?? null;
  // A browser without a head is taken for a program, whose views do not count.
  const userAgent = `Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/${browser.version()} Safari/537.36`;
  const context = await browser.newContext({ viewport, userAgent, ...options });
  return context.newPage();
}

const link = (page: Page) => page.getByLabel('Share link').first();
const rows = (page: Page) => page.getByRole('list', { name: 'Order of the results' }).locator('li');
const order = async (page: Page) =>
  (await rows(page).getByRole('link').allTextContents()).map((text) => text.trim());

/** Saves what was changed in the editor. */
async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
}

test('one press copies the link to a result', PHONE_TOO, async ({ page, browser, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const trouble = watchForTrouble(page);
  const [hall] = await openHistory(page);
  await page.goto(`${app.url}/jobs/${hall}`);
  await page.getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(page.getByText('The link is on your clipboard.')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await link(page).inputValue());
  await expect(page.getByText(/^Ends /)).toBeVisible();
  // The second press copies the same link.
  await page.getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(page.getByLabel('Share link')).toHaveCount(1);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const visitor = await client(browser);
  expect((await visitor.goto(copied))?.status()).toBe(200);
  await visitor.context().close();
  expect(trouble).toEqual([]);
});

test('a board: selected, put in order, locked, talked about, revoked', async ({
  page,
  browser,
}) => {
  const trouble = watchForTrouble(page);
  await openHistory(page);

  // From a selection in the history, in the order in which it was made.
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  for (const name of ['Salon', 'Hall', 'Kitchen']) {
    await page.getByRole('checkbox', { name: `Select ${name}` }).check();
  }
  await expect(page.getByText('3 selected')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Select Cellar' })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make a board' }).click();
  await expect(page.getByLabel('Title')).toBeFocused();
  expect(await order(page)).toEqual(['Salon', 'Hall', 'Kitchen']);

  // The focus stays in the list when a row goes.
  await page.getByRole('button', { name: 'Take Hall off this board' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Take Kitchen off this board' })).toBeFocused();
  await page.getByRole('button', { name: 'Discard changes' }).click();

  // By keyboard, with a button, by dragging.
  await page.getByRole('button', { name: /^Move Salon, now at 1/ }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect.poll(() => order(page)).toEqual(['Hall', 'Salon', 'Kitchen']);
  await expect(page.getByRole('button', { name: /^Move Salon, now at 2/ })).toBeFocused();
  await page.getByRole('button', { name: 'Move Kitchen up' }).click();
  await expect.poll(() => order(page)).toEqual(['Hall', 'Kitchen', 'Salon']);
  const handle = await page.getByRole('button', { name: /^Move Salon, now/ }).boundingBox();
  const first = await rows(page).first().boundingBox();
  if (!handle || !first) throw new Error('There is nothing to drag.');
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(handle.x + handle.width / 2, first.y + first.height / 2, { steps: 12 });
  await page.mouse.up();
  await expect.poll(() => order(page)).toEqual(['Salon', 'Hall', 'Kitchen']);

  await page.getByLabel('Title').fill('Flat by the sea');
  await page.getByLabel('Note').fill('Three rooms.');
  await page.getByRole('button', { name: 'Set a password' }).click();
  await page.getByLabel('New password').fill('open sesame');
  await page.getByLabel('Ends').selectOption({ label: '30 days from now' });
  await save(page);
  await page.reload();
  await expect(page.getByText(/A password is set/)).toBeVisible();
  expect(await order(page)).toEqual(['Salon', 'Hall', 'Kitchen']);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const address = await link(page).inputValue();

  // The client, with a script and without.
  const visitor = await client(browser, { javaScriptEnabled: false });
  await visitor.goto(address);
  await visitor.getByLabel('Password').fill('open sesame');
  await visitor.getByRole('button', { name: 'Open' }).click();
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Flat by the sea');
  await expect(visitor.getByText('Three rooms.')).toBeVisible();
  await visitor
    .getByRole('button', { name: /I like this one/ })
    .first()
    .click();
  await expect(visitor.getByRole('button', { name: /I like this one/ }).first()).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await visitor.getByText('Comment on this picture').first().click();
  await visitor.getByLabel('Your name (optional)').first().fill('Léa');
  await visitor.getByLabel('Your comment').first().fill('Lighter curtains, please.');
  await visitor.getByRole('button', { name: 'Send' }).first().click();
  await expect(visitor.getByText('Lighter curtains, please.')).toBeVisible();

  // The owner sees it in the history, on the status page and among all links, and answers.
  await page.goto(`${app.url}/jobs`);
  await page.getByRole('link', { name: '1 like, 1 comment, 2 new' }).click();
  await expect(page.getByText('Lighter curtains, please.')).toBeVisible();
  await page.getByRole('button', { name: 'Answer' }).click();
  await page.getByLabel('Your answer').fill('They are on their way.');
  await page.getByRole('button', { name: 'Save the answer' }).click();
  await expect(page.getByRole('button', { name: 'Change the answer' })).toBeVisible();
  await expectAccessible(page);
  await visitor.reload();
  await expect(visitor.getByText('They are on their way.')).toBeVisible();

  await page.goto(`${app.url}/shares`);
  const card = page.getByRole('article').filter({ hasText: 'Flat by the sea' });
  await expect(card).toContainText('1 view');
  await expect(card).toContainText('1 comment');
  await card.getByText('2 pieces of feedback').click();
  const said = card.getByRole('article').filter({ hasText: 'Lighter curtains' });
  await said.getByRole('button', { name: 'Hide' }).click();
  await expect(said).toContainText('Only you see it');
  await visitor.reload();
  await expect(visitor.getByText('Lighter curtains, please.')).toHaveCount(0);
  await card.getByRole('button', { name: 'Close feedback' }).click();
  await expect(card.getByRole('button', { name: 'Open feedback again' })).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByRole('button', { name: /I like this one/ })).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // A new address ends the old one; revoking ends both.
  await card.getByRole('link', { name: 'Edit the link to Flat by the sea' }).click();
  // The list has a field and buttons of the same names.
  await expect(page.getByRole('heading', { name: 'Edit a link' })).toBeVisible();
  await page.getByRole('button', { name: 'Change the answer' }).click();
  await page.getByLabel('Your answer').fill('They are here.');
  await page.getByRole('button', { name: 'Save the answer' }).click();
  await expect(page.getByText('They are here.')).toBeVisible();
  await page.getByRole('button', { name: 'New address' }).click();
  await page.getByRole('button', { name: 'Replace the address' }).click();
  await expect(link(page)).not.toHaveValue(address);
  expect((await visitor.goto(address))?.status()).toBe(404);
  const next = await link(page).inputValue();
  expect((await visitor.goto(next))?.status()).toBe(200);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page).toHaveURL(`${app.url}/shares`);
  expect((await visitor.goto(next))?.status()).toBe(404);
  await visitor.context().close();
  expect(trouble).toEqual([]);
});

test('all links: searched, and several revoked at once', PHONE_TOO, async ({ page }) => {
  const user = await signIn(page, app.url);
  await page.goto(`${app.url}/shares`);
  await expect(page.getByText('You have not shared anything yet.')).toBeVisible();
  await expectAccessible(page);
  const ids = await hang(place, user.email, ROOMS);
  for (const [title, jobIds] of [
    ['Villa', ids.slice(0, 3)],
    ['Loft', ids.slice(0, 1)],
    [`${'Long title '.repeat(9)}`, ids.slice(0, 2)],
  ] as const) {
    const response = await user.fetch('/api/shares', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title, jobIds }),
    });
    expect(response.status).toBe(201);
  }
  await page.reload();
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(3);
  await expectNoSidewaysScroll(page);
  await page.getByRole('searchbox').fill('villa');
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByRole('article')).toHaveCount(1);
  // Scripts send the form when the field is cleared: they have run once buttons are enabled.
  await expect(page.getByRole('button', { name: 'Revoke' })).toBeEnabled();
  await page.getByRole('searchbox').fill('');
  await expect(page.getByRole('article')).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Select Villa' }).check();
  await page.getByRole('checkbox', { name: 'Select Loft' }).check();
  await page.getByRole('button', { name: 'Revoke', exact: true }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await expectAccessible(page);
});
