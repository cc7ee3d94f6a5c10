import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import type { Client } from '../setup/client';
import { halves } from '../setup/pictures';
import { runningApp } from './running-app';
import { expectAccessible, expectNoSidewaysScroll, signIn, watchForTrouble } from './steps';

const app = runningApp();

const WIDTH = 320;
const HEIGHT = 200;

/** A photo in the library of a user. */
async function addPhoto(user: Client): Promise<string> {
  const body = new Uint8Array(await halves(WIDTH, HEIGHT).jpeg().toBuffer());
  const headers = { 'content-type': 'image/jpeg' };
  const answer = await user.fetch('/api/photos?name=Room', { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { photo: { id: string } }).photo.id;
}

/** How a job of the sandbox ends soon, and well. */
const QUICK = '{"sandbox_seconds": 1, "sandbox_fate": "success"}';

test('a recipe is saved, and run on a photo step by step', async ({ page }) => {
  const trouble = watchForTrouble(page);
  const user = await signIn(page, app.url);
  await page.goto(`${app.url}/recipes?photo=${await addPhoto(user)}`);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New recipe' }).click();
  await page.getByLabel('Name').fill('Larger, then brighter');
  for (const [number, mode] of [
    [1, 'upscale'],
    [2, 'magic-enhancer'],
  ] as const) {
    if (number > 1) await page.getByRole('button', { name: 'Add a step' }).click();
    const step = page.getByRole('group', { name: `Step ${number}` });
    await step.getByLabel('What to do').selectOption(mode);
    await step.getByText('Additional parameters (JSON)').click();
    await step.getByRole('textbox', { name: 'Additional parameters' }).fill(QUICK);
  }
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Save the recipe' }).click();
  await page.getByRole('button', { name: /^Run on a photo/ }).click();
  await page.getByRole('button', { name: 'Run the recipe' }).click();
  const run = page.locator('[data-run]');
  await expect(run).toHaveAttribute('data-state', 'succeeded', { timeout: 60_000 });
  await expect(run.locator('[data-step="done"]')).toHaveCount(2);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  expect(trouble).toEqual([]);
});

test('a mask is painted by keys, and has the size of its photo', async ({ page }) => {
  const trouble = watchForTrouble(page);
  const user = await signIn(page, app.url);
  await page.goto(`${app.url}/jobs/new?mode=declutter&photo=${await addPhoto(user)}`);
  await page.getByRole('button', { name: 'Paint a mask' }).click();
  const stage = page.getByRole('application', { name: 'Photo' });
  await expect(stage).toBeFocused();
  await page.getByRole('button', { name: 'Use mask' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(/The mask is empty/);
  await stage.focus();
  await page.keyboard.press(' ');
  for (let step = 0; step < 8; step++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press(' ');
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).not.toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+z');
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Shift+z');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Use mask' }).click();
  const preview = page.locator('img[src*="/masks/"]');
  const source = await preview.getAttribute('src');
  const stored = await user.fetch(source ?? '');
  const { data, info } = await sharp(await stored.arrayBuffer())
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([WIDTH, HEIGHT]);
  const middle = (HEIGHT / 2) * WIDTH + WIDTH / 2;
  expect([data[middle], data[middle + 50], data[0]]).toEqual([255, 255, 0]);
  expect(new Set(data)).toEqual(new Set([0, 255]));
  expect(trouble).toEqual([]);
});
