import { expect, type Page, test } from '@playwright/test';
import { runningAppAt } from './running-app';
import { expectAccessible, expectNoSidewaysScroll, openFilter, PHONE_TOO, signIn } from './steps';
import { hang, type WallJob } from './wall-history';

const { app, place } = runningAppAt();

const cards = (page: Page) => page.getByRole('article');

const SHAPES: [number, number][] = [
  [1536, 1024],
  [1024, 1536],
  [1600, 900],
  [1200, 1200],
  [900, 1600],
  [3000, 800],
  [700, 2100],
  [400, 300],
];
const PICTURES: WallJob[] = Array.from({ length: 16 }, (_, index) => ({
  size: SHAPES[index % SHAPES.length] ?? [3, 2],
  mode: index % 2 ? 'furnish' : 'redesign',
  ...(index === 0 && { label: 'Kitchen by the sea' }),
}));

/** A new person with these jobs, on their history. */
async function openWall(page: Page, jobs: WallJob[]): Promise<string[]> {
  const { email } = await signIn(page, app.url);
  const ids = await hang(place, email, jobs);
  await page.goto(`${app.url}/jobs`);
  await expect(cards(page)).toHaveCount(jobs.length);
  return ids;
}

/** Scrolls through the wall until every picture has loaded. */
async function seeAll(page: Page): Promise<void> {
  for (const image of await page.locator('.wall img[srcset]').all()) {
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth))
      .toBeGreaterThan(0);
  }
}

type Box = { x: number; y: number; width: number; height: number };

/** The frames, row by row. */
async function rowsOf(page: Page): Promise<Box[][]> {
  const boxes = await page
    .locator('[data-picture-frame]')
    .evaluateAll((frames) => frames.map((frame) => frame.getBoundingClientRect().toJSON() as Box));
  const rows = Map.groupBy(boxes, ({ y }) => Math.round(y));
  return [...rows.values()];
}

/** Pictures that the page has downloaded, with their addresses. */
const downloads = (page: Page) =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('/picture?'))
      .filter((entry) => (entry as PerformanceResourceTiming).transferSize > 0)
      .map(({ name }) => name),
  );

test(
  'every picture is whole, in rows of one height, 4 to 8 px apart',
  PHONE_TOO,
  async ({ page }) => {
    await openWall(page, PICTURES);
    await seeAll(page);
    const shapes = await page.locator('.wall img[srcset]').evaluateAll((images) =>
      images.map((image) => {
        const { naturalWidth, naturalHeight } = image as HTMLImageElement;
        const { width, height } = image.getBoundingClientRect();
        return { natural: naturalWidth / naturalHeight, shown: width / height };
      }),
    );
    expect(shapes).toHaveLength(16);
    for (const { natural, shown } of shapes) {
      // A thumbnail has whole pixels.
      expect(Math.abs(natural / shown - 1)).toBeLessThan(0.02);
    }
    const rows = await rowsOf(page);
    expect(rows.length).toBeGreaterThan(2);
    for (const [index, row] of rows.entries()) {
      for (const [place, box] of row.entries()) {
        expect(Math.abs(box.height - (row[0]?.height ?? 0))).toBeLessThan(1);
        const next = row[place + 1];
        if (next) expect(next.x - box.x - box.width).toBeGreaterThanOrEqual(4);
        if (next) expect(next.x - box.x - box.width).toBeLessThanOrEqual(8);
      }
      const below = rows[index + 1]?.[0];
      const first = row[0];
      if (!below || !first) continue;
      expect(below.y - first.y - first.height).toBeGreaterThanOrEqual(4);
      expect(below.y - first.y - first.height).toBeLessThanOrEqual(8);
    }
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  },
);

test('a phone has two columns, and the first picture in the top third', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openWall(page, [{ state: 'failed' }, ...PICTURES]);
  const rows = await rowsOf(page);
  expect(rows[0]?.[0]?.y).toBeLessThan(740 / 3);
  for (const row of rows.slice(0, -1)) expect(row).toHaveLength(2);

  const add = page.getByRole('button', { name: 'Add', exact: true });
  await expect(page.getByLabel('Add a job')).toBeHidden();
  await add.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Add a job' })).toBeFocused();
  await openFilter(page);
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('nothing moves while pictures come', PHONE_TOO, async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await openWall(page, PICTURES);
  await seeAll(page);
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect(shifts).toEqual([]);
});

test('cards load thumbnails alone, and none of them twice', async ({ page }) => {
  await openWall(page, PICTURES);
  await seeAll(page);
  const wall = await downloads(page);
  expect(wall.length).toBeGreaterThanOrEqual(16);
  for (const address of wall) expect(address).toMatch(/size=(?:320|640|1280)&v=[0-9a-f]{16}$/);

  await cards(page).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/jobs\/wall_/);
  await page.goBack();
  await expect(cards(page)).toHaveCount(16);
  await seeAll(page);
  await openFilter(page);
  await page.getByLabel('Mode', { exact: true }).selectOption('redesign');
  await expect(cards(page)).toHaveCount(8);
  await seeAll(page);
  const again = (await downloads(page)).filter((address) => wall.includes(address));
  expect(again.sort()).toEqual(wall.sort());
});

test('a strip counts what needs attention, and filters', PHONE_TOO, async ({ page }) => {
  await openWall(page, [
    { size: [1536, 1024] },
    { state: 'failed', failure: 'No room was found in the picture.' },
    { state: 'failed' },
    { state: 'stalled', label: 'Bath' },
  ]);
  const strip = page.getByRole('navigation', { name: 'Jobs that need attention' });
  await expect(strip.getByRole('link')).toHaveText(['2 failed', '1 stalled']);
  await expect(
    cards(page).filter({ hasText: 'Bath' }).getByRole('button', { name: 'Check now' }),
  ).toBeVisible();
  await strip.getByRole('link', { name: '2 failed' }).click();
  await expect(cards(page)).toHaveCount(2);
  await expect(page).toHaveURL(/state=failed/);
  await expect(cards(page).first()).toContainText('No room was found in the picture.');
  await expectAccessible(page);
  await strip.getByRole('link', { name: 'Show all' }).click();
  await expect(cards(page)).toHaveCount(4);
});

test('captions have no ids, and badges are for exceptions', async ({ page }) => {
  const ids = await openWall(page, [
    { size: [1536, 1024] },
    { size: [1024, 1536], label: 'ل'.repeat(150) },
    { result: 'failed', label: 'Hall' },
    { result: 'expired' },
  ]);
  const wall = page.locator('.wall');
  for (const id of ids) {
    await expect(wall).not.toContainText(id.slice(0, 9));
    await expect(wall.locator(`[title*="${id.slice(0, 9)}"]`)).toHaveCount(0);
  }
  await expect(cards(page).first()).not.toContainText('Succeeded');
  await expect(cards(page).first()).toContainText(/furnish.*ago/);
  await expect(cards(page).nth(2)).toContainText('Not copied');
  await expect(cards(page).nth(3)).toContainText('was deleted');
  await expectNoSidewaysScroll(page);
});

test('the size of the pictures is remembered, also without a script', async ({ page }) => {
  await openWall(page, PICTURES);
  const height = async () => (await rowsOf(page))[0]?.[0]?.height ?? 0;
  const medium = await height();
  await page.getByRole('radio', { name: 'Large pictures' }).check({ force: true });
  expect(await height()).toBeGreaterThan(medium);
  const large = await height();
  await cards(page).first().getByRole('link').click();
  await expect(page).toHaveURL(/\/jobs\/wall_/);
  await page.goBack();
  await expect(page.getByRole('radio', { name: 'Large pictures' })).toBeChecked();
  expect(await height()).toBeCloseTo(large, 0);
  const html = await (await page.request.get(`${app.url}/jobs`)).text();
  expect(html).toContain('data-density="large"');
});

test('a card is opened by keyboard, and its buttons come after it', async ({ page }) => {
  await openWall(page, PICTURES);
  const card = cards(page).first();
  await card.getByRole('link').focus();
  for (const name of [/^View /, /^Actions for /]) {
    await page.keyboard.press('Tab');
    await expect(card.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Kitchen by the sea');
});
