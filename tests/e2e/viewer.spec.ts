import { expect, type Page, test } from '@playwright/test';
import type { Client } from '../setup/client';
import { startUpstream, type Upstream } from '../setup/upstream';
import { runningApp } from './running-app';
import { expectAccessible, PHONE_TOO, signIn, watchForTrouble } from './steps';
import { addJob, ended, isStored, KEY, PANORAMA, PORTRAIT, type Shape, USUAL } from './viewer-jobs';

let upstream: Upstream;
test.beforeAll(async () => {
  upstream = await startUpstream();
});
const app = runningApp(() => ({ GEPETTO_API_KEY: KEY, GEPETTO_API_URL: upstream.url }));
test.afterAll(() => upstream.close());

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Picture' });
const picture = (page: Page) => dialog(page).locator('.yarl__slide_current [data-viewer-picture]');
const opener = (page: Page, id: string) =>
  page.locator(`button[data-opens-viewer="${id}"]`).first();

/** Jobs with stored pictures of these shapes; the last one is first on the wall. */
async function addPictures(user: Client, shapes: Shape[]): Promise<string[]> {
  const ids: string[] = [];
  for (const shape of shapes) {
    const id = await addJob(user, upstream, await ended(upstream, shape));
    await expect.poll(() => isStored(user, id)).toBe(true);
    ids.unshift(id);
  }
  return ids;
}

/** Expects the whole picture to be in the window, and to be as large as the window allows. */
async function expectWhole(page: Page, { width, height }: Shape): Promise<void> {
  const window = page.viewportSize() ?? { width: 0, height: 0 };
  await expect
    .poll(async () => {
      const box = await picture(page).boundingBox();
      if (!box) return 'none';
      const inside =
        box.x >= 0 &&
        box.y >= 0 &&
        box.x + box.width <= window.width + 0.5 &&
        box.y + box.height <= window.height + 0.5;
      const true_ = Math.abs(box.width / box.height / (width / height) - 1) < 0.02;
      const large = box.width > window.width * 0.9 || box.height > window.height * 0.75;
      return inside && true_ && large ? 'whole' : JSON.stringify(box);
    })
    .toBe('whole');
}

/** How much larger than itself the picture is shown. */
const zoom = (page: Page) =>
  picture(page).evaluate((element) => element.getBoundingClientRect().width / element.clientWidth);

test(
  'opens over the wall, with keys, and Back closes it where it was opened',
  PHONE_TOO,
  async ({ page }) => {
    const trouble = watchForTrouble(page);
    const user = await signIn(page, app.url);
    const [first, second, third] = await addPictures(user, [USUAL, PANORAMA, PORTRAIT]);
    await page.goto(`${app.url}/jobs`);
    await opener(page, second ?? '').click();
    await expect(page).toHaveURL(`${app.url}/jobs?view=${second}`);
    await expectWhole(page, PANORAMA);
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(`${app.url}/jobs?view=${first}`);
    await expectWhole(page, PORTRAIT);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(`${app.url}/jobs?view=${third}`);
    await expectWhole(page, USUAL);
    await expectAccessible(page);
    await page.goBack();
    await expect(dialog(page)).toHaveCount(0);
    await expect(page).toHaveURL(`${app.url}/jobs`);
    await expect(opener(page, second ?? '')).toBeFocused();
    expect(trouble).toEqual([]);
  },
);

test('keeps the focus inside, and gives it back on Escape', async ({ page }) => {
  const user = await signIn(page, app.url);
  const [id = ''] = await addPictures(user, [USUAL]);
  await page.goto(`${app.url}/jobs`);
  await opener(page, id).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  for (let i = 0; i < 14; i += 1) {
    await page.keyboard.press('Tab');
    const inside = await dialog(page).evaluate(
      (element) =>
        element.contains(document.activeElement) ||
        // The library's guards at both ends hand the focus on.
        document.activeElement?.hasAttribute('data-base-ui-focus-guard') === true,
    );
    expect(inside).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(opener(page, id)).toBeFocused();
});

test('zooms and pans by keys and wheel, and shows the whole picture again', async ({ page }) => {
  const user = await signIn(page, app.url);
  const [, id = ''] = await addPictures(user, [USUAL, PANORAMA]);
  await page.goto(`${app.url}/jobs?view=${id}`);
  await expectWhole(page, USUAL);
  await page.keyboard.press('+');
  await expect.poll(() => zoom(page)).toBeGreaterThan(1.5);
  const before = await picture(page).boundingBox();
  await page.keyboard.press('ArrowRight');
  // The arrow has moved the picture, not gone to the next one.
  await expect.poll(async () => (await picture(page).boundingBox())?.x).not.toBe(before?.x);
  await expect(page).toHaveURL(`${app.url}/jobs?view=${id}`);
  await page.keyboard.press('0');
  await expect.poll(() => zoom(page)).toBeCloseTo(1, 2);
  await picture(page).hover();
  await page.mouse.wheel(0, -300);
  await expect.poll(() => zoom(page)).toBeGreaterThan(1.5);
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await page.keyboard.press('-');
  await expect.poll(() => zoom(page)).toBeCloseTo(1, 2);
});

test(
  'has an address that can be sent, on the wall and on a status page',
  PHONE_TOO,
  async ({ page }) => {
    const user = await signIn(page, app.url);
    const [id = ''] = await addPictures(user, [PORTRAIT]);
    await page.goto(`${app.url}/jobs/${id}?view=1`);
    await expectWhole(page, PORTRAIT);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await expect(page).toHaveURL(`${app.url}/jobs/${id}`);
    // Not among the jobs of the page that it opens over.
    await page.goto(`${app.url}/jobs?state=failed&view=${id}`);
    await expectWhole(page, PORTRAIT);
    await page.goto(`${app.url}/jobs?view=nobody-knows-it`);
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(`${app.url}/jobs`);
  },
);

test('downloads, shares, archives and tells by keys', async ({ page }) => {
  const user = await signIn(page, app.url);
  const [id = ''] = await addPictures(user, [USUAL, USUAL]);
  await page.goto(`${app.url}/jobs`);
  await opener(page, id).click();
  await expectWhole(page, USUAL);
  const download = page.waitForEvent('download');
  await page.keyboard.press('d');
  expect((await download).suggestedFilename()).toMatch(/\.jpe?g$/);
  await page.keyboard.press('i');
  await expect(dialog(page)).toContainText('1500 × 1000');
  await expectAccessible(page);
  await page.keyboard.press('s');
  await dialog(page).getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(dialog(page).getByLabel('Share link')).toHaveValue(/\/s\//);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await dialog(page).getByRole('button', { name: 'Download' }).click();
  await dialog(page).getByText('WebP').click();
  await dialog(page).getByLabel('Width in pixels').fill('600');
  const link = dialog(page).getByRole('link', { name: 'Download' });
  await expect(link).toHaveAttribute('href', /download=1&format=webp&width=600/);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await page.keyboard.press('i');
  // The panel had the focus; the keys work on.
  await page.keyboard.press('a');
  // Its place is taken by the other picture.
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(dialog(page)).toBeVisible();
});

test('copies a picture as PNG, and says where a browser does not', async ({ page, context }) => {
  const user = await signIn(page, app.url);
  const [id = ''] = await addPictures(user, [USUAL]);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${app.url}/jobs/${id}`);
  await page.getByText('Other formats, copy').click();
  await page.getByRole('button', { name: 'Copy the picture' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap((item) => item.types),
  );
  expect(types).toContain('image/png');
  await page.addInitScript(() => Object.assign(window, { ClipboardItem: undefined }));
  await page.reload();
  await page.getByText('Other formats, copy').click();
  await page.getByRole('button', { name: 'Copy the picture' }).click();
  await expect(page.getByText('This browser does not let Bottega copy pictures.')).toBeVisible();
});
