import { type Browser, expect, type Page, test } from '@playwright/test';
import { runningAppAt } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE_TOO,
  signIn,
  watchForTrouble,
} from './steps';
import { hang, picture } from './wall-history';

const { app, place } = runningAppAt();

/** A link to seven results with their pictures before: the last are far below. */
async function makeBoard(page: Page, options: object): Promise<string> {
  const user = await signIn(page, app.url);
  const before = (await picture(600, 400, 200)).toString('base64');
  const input = `data:image/jpeg;base64,${before}`;
  const jobIds = await hang(place, user.email, [
    { size: [1536, 1024], input },
    { size: [1024, 1536], input },
    { size: [1600, 900], input },
    ...Array.from({ length: 4 }, () => ({ size: [600, 900] as [number, number], input })),
  ]);
  const made = await user.fetch('/api/shares', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jobIds, ...options }),
  });
  return `${app.url}${((await made.json()) as { share: { path: string } }).share.path}`;
}

/** A time zone that is half an hour away from that of any server. */
const timezoneId = 'Asia/Kolkata';
const thereAndThen = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: timezoneId,
});

async function client(browser: Browser, options: { javaScriptEnabled?: boolean } = {}) {
  const viewport = test.info().project.use.viewport ?? null;
  return (await browser.newContext({ viewport, timezoneId, ...options })).newPage();
}

const size = (page: Page, of: string) => page.locator(of).first().boundingBox();

test('a board is compared, enlarged and printed', PHONE_TOO, async ({ page, browser }) => {
  const url = await makeBoard(page, { title: 'Flat by the sea', feedback: 'open' });
  const visitor = await client(browser);
  const trouble = watchForTrouble(visitor);
  await visitor.goto(url);
  await expect(visitor.getByRole('heading', { level: 1 })).toHaveText('Flat by the sea');
  await expectAccessible(visitor);
  await expectNoSidewaysScroll(visitor);

  // In the reader's time zone, which the server does not know.
  const time = visitor.getByRole('article').first().locator('time');
  const at = Date.parse((await time.getAttribute('datetime')) ?? '');
  await expect(time).toHaveText(thereAndThen.format(at));

  const divider = visitor.getByRole('slider').first();
  await divider.press('Home');
  const shown = () =>
    divider.evaluate((input) => input.parentElement?.style.getPropertyValue('--at'));
  await expect.poll(shown).toBe('0%');
  const box = await divider.boundingBox();
  if (!box) throw new Error('The divider is not there.');
  await visitor.mouse.click(box.x + box.width * 0.75, box.y + 60);
  await expect(divider).toHaveValue('75');

  await visitor.getByRole('link', { name: 'Enlarge' }).first().click();
  const viewer = visitor.getByRole('dialog');
  await expect(viewer.getByRole('img', { name: /^After/ }).first()).toBeVisible();
  await expect(viewer.getByRole('button', { name: 'Zoom in' })).toBeVisible();
  await visitor.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);

  const like = visitor.getByRole('button', { name: 'I like this one' }).nth(1);
  await like.click();
  await expect(visitor.getByText('You like this one.')).toBeVisible();
  await expect(like).toHaveAttribute('aria-pressed', 'true');

  // A phone loads what is far below when it is scrolled to: the result, then the picture before. Others load all.
  if (test.info().project.name === 'phone') {
    expect(await visitor.locator('[data-later]').count()).toBeGreaterThan(0);
    for (const image of await visitor.locator('.pair-after').all())
      await image.scrollIntoViewIfNeeded();
  }
  await expect(visitor.locator('[data-later]')).toHaveCount(0);
  const missing = () =>
    visitor
      .locator('[data-pair] > img')
      .evaluateAll((all) => all.filter((image) => !(image as HTMLImageElement).complete).length);
  await expect.poll(missing).toBe(0);
  // Every picture is on paper, one result a page.
  const pdf = (await visitor.pdf({ format: 'A4' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(7);
  expect(pdf.match(/\/Subtype\s*\/Image\b/g)).toHaveLength(14);

  // A form that was sent is folded, and the next one knows who writes.
  await visitor.getByText('Comment on this picture').first().click();
  await visitor.getByLabel('Your name (optional)').first().fill('Léa');
  await visitor.getByLabel('Your comment').first().fill('Lighter, please.');
  await visitor.getByRole('button', { name: 'Send' }).first().click();
  await expect(visitor.getByText('Your comment was sent.')).toBeVisible();
  await expect(visitor.getByLabel('Your comment').first()).toBeHidden();
  await visitor.getByText('Comment on this picture').nth(1).click();
  await expect(visitor.getByLabel('Your name (optional)').nth(1)).toHaveValue('Léa');
  expect(trouble).toEqual([]);
  await visitor.context().close();
});

test('a board is complete without a script', PHONE_TOO, async ({ page, browser }) => {
  const url = await makeBoard(page, { feedback: 'open' });
  const visitor = await client(browser, { javaScriptEnabled: false });
  await visitor.goto(url);
  // Both pictures are seen whole, next to each other or one above the other.
  const [before, after] = [await size(visitor, '.pair-before'), await size(visitor, '.pair-after')];
  expect(before?.width).toBeCloseTo(after?.width ?? 0, 0);
  expect([before?.x, before?.y]).not.toEqual([after?.x, after?.y]);
  await expect(visitor.getByRole('slider')).toHaveCount(0);
  // On paper the picture before has a name, too.
  await visitor.emulateMedia({ media: 'print' });
  await expect(visitor.locator('.pair-tag[data-of="before"]').first()).toBeVisible();
  await expect(visitor.locator('.pair-tag[data-of="after"]').first()).toBeHidden();
  await visitor.emulateMedia({ media: null });
  await visitor.getByRole('radio', { name: 'Before' }).first().check({ force: true });
  await expect(visitor.locator('.pair-before').first()).toHaveCSS('clip-path', 'none');
  await expect(visitor.getByRole('link', { name: 'Download all' })).toHaveAttribute(
    'href',
    /\/zip$/,
  );
  await visitor.getByRole('button', { name: 'I like this one' }).nth(1).click();
  await expect(visitor).toHaveURL(/#result-2$/);
  await expect(visitor.getByText('You like this one.')).toBeVisible();
  await visitor.getByRole('button', { name: 'I like this one' }).nth(1).click();
  await expect(visitor.getByText('You no longer like this one.')).toBeVisible();
  await visitor.getByRole('link', { name: 'Enlarge' }).first().click();
  await expect(visitor).toHaveURL(/\/picture\?/);
  await visitor.goto(`${app.url}/s/${'A'.repeat(43)}`);
  await expect(visitor.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await visitor.context().close();
});
