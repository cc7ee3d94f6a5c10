import { expect, type Page, test } from '@playwright/test';
import { runningApp } from './running-app';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE_TOO,
  signIn,
  watchForTrouble,
} from './steps';

const app = runningApp();

const frame = (page: Page) => page.locator('[data-picture-frame]').first();
const divider = (page: Page) => page.getByRole('slider', { name: /Compare/ });
const place = async (page: Page) => Number(await divider(page).getAttribute('aria-valuenow'));

/** In the history after the start of the samples, newest first: how long each takes. */
const SECONDS = [6, 12, 18];

/** Starts the sandbox's samples, whose input is known. @returns the id of one that takes so long */
async function startSample(page: Page, seconds: 6 | 18): Promise<string> {
  const user = await signIn(page, app.url);
  await user.fetch('/api/samples', { method: 'POST' });
  const response = await user.fetch('/api/jobs');
  const { jobs } = (await response.json()) as { jobs: { id: string }[] };
  return jobs[SECONDS.indexOf(seconds)]?.id ?? '';
}

/** Opens a sample that has ended. */
async function openSample(page: Page): Promise<void> {
  await page.goto(`${app.url}/jobs/${await startSample(page, 6)}`);
  await expect(frame(page)).toHaveAttribute('data-picture-frame', 'shown', { timeout: 60_000 });
  await page.reload();
  await expect(divider(page)).toBeVisible();
}

/** Where the frame and what is around it are, px from the top of the page. */
const layout = (page: Page) =>
  page.evaluate(() =>
    ['[data-picture-frame]', 'article', 'dl', '#share'].map((selector) => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      return { selector, top: box && box.top + scrollY, width: box?.width };
    }),
  );

test(
  'the picture fades into the frame that was there, and nothing moves',
  PHONE_TOO,
  async ({ page }) => {
    const trouble = watchForTrouble(page);
    await page.goto(`${app.url}/jobs/${await startSample(page, 18)}`);
    await expect(frame(page)).toHaveAttribute('data-picture-frame', 'waiting');
    await expect.poll(() => page.evaluate(() => document.images[0]?.complete)).toBe(true);
    await expectAccessible(page);
    await page.emulateMedia({ reducedMotion: 'no-preference', colorScheme: 'light' });
    const before = await layout(page);
    const revealed = page.locator('[data-reveal]');
    await expect(revealed).toHaveAttribute('data-reveal', 'shown', { timeout: 60_000 });
    // Decoded before it is seen.
    const decoded = await revealed.evaluate((element) =>
      [...element.querySelectorAll('img')].every((img) => img.complete && img.naturalWidth > 0),
    );
    expect(decoded).toBe(true);
    // The divider comes in once the picture is there.
    await expect.poll(() => place(page)).toBe(50);
    expect(await layout(page)).toEqual(before);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    expect(trouble).toEqual([]);
  },
);

test('with reduced motion the picture is there at once', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${app.url}/jobs/${await startSample(page, 18)}`);
  await expect(frame(page)).toHaveAttribute('data-picture-frame', 'waiting');
  const moving = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen = new Set<string>();
        const look = () => {
          for (const animation of document.getAnimations()) {
            const { effect } = animation;
            const target = effect instanceof KeyframeEffect ? effect.target : null;
            seen.add(target?.outerHTML.slice(0, 200) ?? 'unknown');
          }
          const reveal = document.querySelector('[data-reveal="shown"]');
          const value = document.querySelector('[role="slider"]')?.getAttribute('aria-valuenow');
          if (reveal && value === '50') resolve([...seen]);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  expect(moving).toEqual([]);
});

test(
  'compares by keys, and a scroll across the divider leaves it alone',
  PHONE_TOO,
  async ({ page }) => {
    await openSample(page);
    await divider(page).focus();
    for (const [key, value] of Object.entries({
      Home: 0,
      ArrowRight: 5,
      End: 100,
      ArrowLeft: 95,
    })) {
      await page.keyboard.press(key);
      expect(await place(page)).toBe(value);
    }
    const box = await frame(page).boundingBox();
    if (!box) throw new Error('The frame is not seen.');
    const touch = await page.context().newCDPSession(page);
    const swipe = async (from: { x: number; y: number }, by: { x: number; y: number }) => {
      const steps = 8;
      await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
      for (let i = 1; i <= steps; i += 1) {
        const point = { x: from.x + (by.x * i) / steps, y: from.y + (by.y * i) / steps };
        await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
      }
      // A finger that is lifted as it moves flings the page, and the browser takes the next touch for its stop.
      await page.waitForTimeout(300);
      const at = { x: from.x + by.x, y: from.y + by.y };
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at] });
      await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await swipe(middle, { x: 4, y: -120 });
    expect(await place(page)).toBe(95);
    await page.evaluate(() => scrollTo(0, 0));
    await swipe(middle, { x: -box.width / 4, y: 6 });
    await expect.poll(() => place(page)).toBeLessThan(40);
  },
);

test('remembers how before and after are compared', async ({ page }) => {
  await openSample(page);
  await page.getByRole('radio', { name: 'Side by side' }).check({ force: true });
  await expect(divider(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Side by side' })).toBeChecked();
  await expect(frame(page).locator('img:visible')).toHaveCount(3);
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Hold to see before' }).check({ force: true });
  const hold = page.getByRole('button', { name: 'Hold to see the picture before' });
  const before = page.getByRole('img', { name: /^Before/ });
  await expect(before).toBeHidden();
  await hold.focus();
  await page.keyboard.down(' ');
  await expect(before).toBeVisible();
  await page.keyboard.up(' ');
  await expect(before).toBeHidden();
  await hold.hover();
  await page.mouse.down();
  await expect(before).toBeVisible();
  await page.mouse.up();
  await expect(before).toBeHidden();
  await expectAccessible(page);
});

test('shows the picture before while it is asked for, in the viewer', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'View full screen' }).first().click();
  const before = page.getByRole('dialog').getByRole('img', { name: /^Before/ });
  await expect(page.getByRole('dialog').getByRole('img').first()).toBeVisible();
  await expect(before).toBeHidden();
  await page.keyboard.down('b');
  await expect(before).toBeVisible();
  await page.keyboard.up('b');
  await expect(before).toBeHidden();
  await page.getByRole('dialog').getByRole('img').first().hover();
  await page.mouse.down();
  await expect(before).toBeVisible();
  await page.mouse.up();
  await expect(before).toBeHidden();
});
